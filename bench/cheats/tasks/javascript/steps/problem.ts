import { steps } from '../../words/steps.ts';

export default steps('js', 5_000);
