/** What a problem file imports from `barbican`. */
export * from './domain/language/index.ts';
export type { Rng } from './lib/rng.ts';
