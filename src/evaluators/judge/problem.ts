import type { z } from 'zod';
import type { Constraint } from '../../domain/constraint.ts';
import type { ParamValue, Space } from '../../domain/language/space.ts';
import type { MetricDescription } from '../../domain/metric.ts';
import type { ProgramKind } from '../../domain/program.ts';
import type { CommandDescription, Limits, WorkloadCounts } from '../../domain/problem.ts';
import type { DataStatement } from './data/data-shape.ts';
import type {
  BoundOf,
  Condition,
  Drive,
  Generate,
  Invariant,
  Measure,
  RelationShape,
} from './definition.ts';

/** One regime, ready to be sampled. */
export interface Regime {
  readonly name: string;
  readonly slow: boolean;
  /** Space or value of every parameter: the regime's own, else that of `typical`, else the whole space. */
  readonly region: Readonly<Record<string, Space | ParamValue>>;
}

/** A metric without what only a run of `measure` tells. */
export type MetricStatement = Omit<MetricDescription, 'readsUsage' | 'readsWall'>;

/** A problem as the judge holds it: checked, with its functions. */
export interface LoadedProblem {
  /** Name of the problem file as messages show it. */
  readonly file: string;
  /** Folder of the problem file. */
  readonly folder: string;
  readonly name: string;
  readonly summary: string;
  readonly background: string | undefined;
  readonly seedPath: string;
  readonly entry: string;
  readonly kind: ProgramKind;
  readonly modules: readonly string[];
  /** What an instance of a policy is started with; of a function there is none. */
  readonly config: z.ZodType | undefined;
  /** Of a command alone. */
  readonly command?: CommandDescription | undefined;
  /** What the program gets at each call or step, and what it must give. */
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  readonly limits: Limits;
  readonly regimes: readonly Regime[];
  readonly where: readonly (readonly [string, Condition])[];
  readonly counts: WorkloadCounts;
  readonly data: readonly DataStatement[];
  readonly generate: Generate;
  readonly drive: Drive;
  readonly metrics: readonly MetricStatement[];
  readonly measure: Measure;
  readonly bound: BoundOf | undefined;
  readonly invariants: readonly (readonly [string, Invariant])[];
  readonly relations: readonly (readonly [string, RelationShape])[];
  readonly objectives: readonly string[];
  readonly constraints: readonly Constraint[];
  readonly baselinePaths: readonly (readonly [string, string])[];
}

/** What the problem calls that which the program gets and gives. */
export function wordsOf({ kind }: Pick<LoadedProblem, 'kind'>): {
  readonly input: string;
  readonly output: string;
} {
  return kind === 'policy'
    ? { input: 'observation', output: 'action' }
    : { input: 'input', output: 'output' };
}
