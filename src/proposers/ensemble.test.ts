import { describe, expect, it } from 'vitest';
import type { Brief } from '../contracts/proposer.ts';
import { afterAnswer, afterPull, type ArmStandings, NO_STANDINGS } from '../domain/arm.ts';
import { editScopeOf } from '../domain/edit-scope.ts';
import { createRng } from '../lib/rng.ts';
import { noDossier } from '../testing/dossier.ts';
import { fakeProblem, programOf } from '../testing/fake-world.ts';
import { ensemble, type EnsembleModel } from './ensemble.ts';

/** How a model of a test does: what it costs, and how often it succeeds in a mode after so many proposals of all. */
interface Nature {
  readonly usd: number;
  chance(mode: string, at: number): number;
}

const MODES = ['refine', 'diverge', 'idea'];

/** A long run of an ensemble over made-up models, as the log would tell it: who was asked in which mode, in order. */
async function longRun(
  natures: Readonly<Record<string, Nature>>,
  proposals: number,
): Promise<readonly { name: string; mode: string }[]> {
  const members = Object.entries(natures).map(
    ([name, { usd }]): EnsembleModel => ({
      temperatures: [],
      proposer: {
        name,
        worstCase: { tokens: 1000, usd: 4 * usd },
        expectedUsd: usd,
        propose: (_, { mode }) =>
          Promise.resolve({
            kind: 'none',
            why: 'unchanged',
            detail: '',
            proposer: name,
            operators: [mode],
            tokens: 0,
            usd,
          }),
      },
    }),
  );
  const together = ensemble({
    models: members,
    classical: undefined,
    classicalShare: 0,
    atOnce: 1,
  });
  const seed = programOf('1');
  const problem = fakeProblem();
  const taken: { name: string; mode: string }[] = [];
  let arms: ArmStandings = NO_STANDINGS;
  for (let at = 0; at < proposals; at++) {
    const mode = MODES[at % MODES.length] ?? '';
    const brief: Brief = {
      problem,
      parents: [{ trialId: 'seed', program: seed }],
      context: [],
      seedProgram: seed,
      scope: editScopeOf(seed, undefined),
      // A mode that is named is kept, so that each is asked for as often.
      mode: mode === 'refine' ? 'simplify' : mode,
      rngSeed: `long/${at}`,
      creditByOperator: {},
      arms,
      dossier: () => noDossier(),
    };
    const made = await together.propose(brief, new AbortController().signal);
    const { proposer: name = '', arm = '', operators } = made;
    const [did = ''] = operators;
    taken.push({ name, mode: did });
    const wins = createRng(`wins/${at}`).next() < (natures[name]?.chance(did, at) ?? 0);
    arms = afterPull(arms, arm, wins ? 'success' : 'failure', { usd: made.usd, proposeMs: 1000 });
    arms = afterAnswer(arms, name, undefined);
  }
  return taken;
}

function shareOf(
  taken: readonly { name: string; mode: string }[],
  name: string,
  mode: string,
): number {
  const asked = taken.filter((one) => one.mode === mode);
  return asked.filter((one) => one.name === name).length / asked.length;
}

describe('ensemble() over a long run', () => {
  it('gives small changes to the cheap model and steps to the side to the strong one', async () => {
    const taken = await longRun(
      {
        strong: { usd: 0.05, chance: () => 0.4 },
        cheap: { usd: 0.002, chance: (mode) => (mode === 'simplify' ? 0.3 : 0.05) },
      },
      1500,
    );
    expect(shareOf(taken, 'cheap', 'simplify')).toBeGreaterThan(0.75);
    expect(shareOf(taken, 'strong', 'diverge')).toBeGreaterThan(0.6);
    expect(shareOf(taken, 'strong', 'idea')).toBeGreaterThan(0.6);
  });

  it('asks the better of two models that cost the same, and still tries the other', async () => {
    const taken = await longRun(
      { a: { usd: 0.01, chance: () => 0.1 }, b: { usd: 0.01, chance: () => 0.4 } },
      900,
    );
    for (const mode of ['simplify', 'diverge', 'idea']) {
      expect(shareOf(taken, 'b', mode)).toBeGreaterThan(0.7);
      expect(shareOf(taken, 'a', mode)).toBeGreaterThan(0.03);
    }
  });

  it('turns to the other when the better one has nothing new to say any more', async () => {
    const half = 1500;
    const taken = await longRun(
      {
        a: { usd: 0.01, chance: (_, at) => (at < half ? 0.4 : 0.02) },
        b: { usd: 0.01, chance: () => 0.15 },
      },
      2 * half,
    );
    const [first, later] = [taken.slice(0, half), taken.slice(-half / 2)];
    expect(shareOf(first, 'a', 'diverge')).toBeGreaterThan(0.6);
    expect(shareOf(later, 'b', 'diverge')).toBeGreaterThan(0.6);
  });
});
