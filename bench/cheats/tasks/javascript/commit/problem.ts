import { commit } from '../../words/commit.ts';

export default commit('js');
