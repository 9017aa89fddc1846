import { schedule } from '../../words/schedule.ts';

export default schedule('c');
