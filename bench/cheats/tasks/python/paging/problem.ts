import { paging } from '../../words/paging.ts';

export default paging('py');
