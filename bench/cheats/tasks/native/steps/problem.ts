import { steps } from '../../words/steps.ts';

export default steps('c', 50_000);
