import type { Dossier } from '../contracts/proposer.ts';

/** A log that tells nothing. */
export function noDossier(): Dossier {
  return {
    parents: [],
    context: [],
    references: [],
    tried: [],
    failures: [],
    removed: [],
    hints: [],
  };
}
