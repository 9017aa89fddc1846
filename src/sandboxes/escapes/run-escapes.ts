import type { Sandbox } from '../../contracts/sandbox.ts';
import { type Lacks, WALL_CLAIM_NAMES } from '../../domain/wall.ts';
import { ACTIONS } from './actions.ts';
import { ATTEMPTED_CLAIMS, attemptEscapes, ESCAPE_LANGUAGES } from './attempts.ts';
import type { Escape } from './escape.ts';

/** What to try. */
export interface EscapeOptions {
  /** What the sandbox does not promise, and is not tried. */
  readonly lacks: Lacks;
  /** Whether what takes seconds is tried too: daemons, memory, processes, CPU time. */
  readonly all: boolean;
  readonly languages?: readonly (typeof ESCAPE_LANGUAGES)[number][];
}

/** Tries to break every promise of a sandbox; what became of each try. */
export async function runEscapes(
  sandbox: Sandbox,
  { lacks, all, languages = ESCAPE_LANGUAGES }: EscapeOptions,
): Promise<readonly Escape[]> {
  const promised = WALL_CLAIM_NAMES.filter((claim) => lacks[claim] === undefined);
  const found: Escape[] = [];
  for (const language of languages) {
    const attempted = promised.filter((claim) => ATTEMPTED_CLAIMS.includes(claim));
    found.push(...(await attemptEscapes(sandbox, language, attempted)));
    const actions = all ? ACTIONS.filter(({ claim }) => promised.includes(claim)) : [];
    for (const { claim, attempt, run } of actions)
      found.push({ claim, attempt, language, ...(await run(sandbox, language)) });
  }
  return found;
}
