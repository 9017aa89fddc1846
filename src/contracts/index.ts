/** What plug-ins must do: interfaces only. */
export * from './evaluator.ts';
export * from './inbox.ts';
export * from './language-model.ts';
export * from './proposer.ts';
export * from './sandbox.ts';
export * from './store.ts';
export * from './strategy.ts';
