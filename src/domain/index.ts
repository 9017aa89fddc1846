/** What things are: plain data and pure functions over them. Runs in a browser. */
export * from './aggregate.ts';
export * from './budget-text.ts';
export * from './budget.ts';
export * from './constraint.ts';
export * from './credit.ts';
export * from './degrees.ts';
export * from './edit-scope.ts';
export * from './errors.ts';
export * from './estimate.ts';
export * from './evaluation.ts';
export * from './event.ts';
export * from './metric.ts';
export * from './problem.ts';
export * from './program.ts';
export * from './rank.ts';
export * from './run-state.ts';
export * from './trial.ts';
