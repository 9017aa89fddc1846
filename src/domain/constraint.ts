/** A bound on a metric; missed by degrees. */

/** Where a constraint is checked: over all scored workloads, in one regime, in each regime, or on each workload. */
export type ConstraintScope =
  | 'overall'
  | 'every regime'
  | 'every workload'
  | { readonly regime: string };

/** A bound on one metric. Plain JSON. */
export type Constraint =
  | {
      readonly kind: 'atMost' | 'atLeast';
      readonly metric: string;
      readonly limit: number;
      readonly scope: ConstraintScope;
    }
  | {
      /** Not worse than a reference by more than `by`, a share of the reference's value. */
      readonly kind: 'floor';
      readonly metric: string;
      readonly by: number;
      /** The baseline to compare with; the best one in that scope if absent. */
      readonly than?: string;
      readonly scope: ConstraintScope;
    };

/** How far each missed constraint is missed: a share >= 0 of the limit, by the constraint's name; 0 is met. */
export type Degrees = Readonly<Record<string, number>>;
