import type { Rng } from '../../lib/rng.ts';
import type { Data, Parts, Picker } from './data-words.ts';
import type { SlowRegime } from './rule-words.ts';
import type { Space, ValueOf } from './space.ts';

/** One value for each parameter. */
export type ParamsOf<P> = { readonly [K in keyof P]: ValueOf<P[K]> };

/** A part of the space: a narrower space or one value for some parameters. */
export type Region<P> = { readonly [K in keyof P]?: RegionSpace<P[K]> | ValueOf<P[K]> };

type RegionSpace<S> = S extends { readonly kind: 'oneOf' }
  ? S
  : Exclude<Space, { readonly kind: 'oneOf' }>;

/** A space of workloads with named regimes. Made by {@link defineWorkloads}. */
export interface Workloads<W> {
  readonly '~barbican': 'workloads';
  readonly definition: object;
  /** Never present: carries the type of one workload. */
  readonly '~workload'?: W;
}

/** What `generate` gets. */
export interface GenerateInput<P, D> {
  readonly params: ParamsOf<P>;
  /** The only source of chance. */
  readonly rng: Rng;
  /** The real inputs of the part of the run that the workload is for, by name. */
  readonly data: {
    readonly [K in keyof D]: D[K] extends Data<infer T> ? Picker<T> : never;
  };
}

/** What {@link defineWorkloads} takes. */
export interface WorkloadsDefinition<
  P extends Readonly<Record<string, Space>>,
  W,
  D extends Readonly<Record<string, Data<unknown>>>,
> {
  /** The space: what each parameter can be. */
  readonly params: P;
  /** What a regime does not name. */
  readonly typical?: Region<NoInfer<P>>;
  /** Real inputs by name, each of `files(…)`. */
  readonly data?: D;
  /** Realism: named conditions that every drawn workload meets. */
  readonly where?: Readonly<Record<string, (params: ParamsOf<NoInfer<P>>) => boolean>>;
  /** Workloads per regime in each part of a run; `{ search: 3, selection: 8, holdout: 12 }` if absent. */
  readonly perRegime?: Parts<number>;
  /** Each is `typical`, overridden. At least one is not slow. */
  readonly regimes: Readonly<Record<string, Region<NoInfer<P>> | SlowRegime<Region<NoInfer<P>>>>>;
  /** Makes one workload: plain data, a pure function of `params`, `rng` and `data`. May hold what the program never sees. */
  generate(input: GenerateInput<NoInfer<P>, NoInfer<D>>): W;
}

/** States a space of workloads: parameters, regimes, and how one is generated. */
export function defineWorkloads<
  const P extends Readonly<Record<string, Space>>,
  // `any` after a slip in here only: then the slip is the one error, not each use of the workload too.
  // oxlint-disable-next-line typescript/no-explicit-any
  W = any,
  D extends Readonly<Record<string, Data<unknown>>> = Record<never, never>,
>(definition: WorkloadsDefinition<P, W, D>): Workloads<W> {
  return { '~barbican': 'workloads', definition };
}
