import { ranks } from '../../words/ranks.ts';

export default ranks('js');
