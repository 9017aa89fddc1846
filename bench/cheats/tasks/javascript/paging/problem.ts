import { paging } from '../../words/paging.ts';

export default paging('js');
