import type { WorkloadResult } from '../../domain/evaluation.ts';
import type { Examination } from '../judge-protocol.ts';

/** One of the problem's own programs, judged and looked at. */
export interface Examined {
  readonly name: string;
  readonly examination: Examination;
  readonly perWorkload: readonly WorkloadResult[];
}
