import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Brief, Proposal } from '../../contracts/proposer.ts';
import { NO_STANDINGS } from '../../domain/arm.ts';
import { editScopeOf, frozenTextOf } from '../../domain/edit-scope.ts';
import type { Program } from '../../domain/program.ts';
import { createSyntax } from '../../lib/node/grammars.ts';
import { noDossier } from '../../testing/dossier.ts';
import { problemOf } from '../../testing/factories.ts';
import { classical } from './classical.ts';
import { OPERATORS } from './operators/table.ts';

const syntax = await createSyntax();
const never = new AbortController().signal;

const programOf = (text: string): Program => ({
  language: 'typescript',
  main: 'main.ts',
  files: { 'main.ts': text },
});
const read = (path: string): Program => programOf(readFileSync(path, 'utf8'));
const seed = read('problems/expert-placement/seed.ts');
const donors = ['latest', 'hierarchical'].map((name) =>
  read(`problems/expert-placement/baselines/${name}.ts`),
);

function briefOf(overrides: Partial<Brief> & { readonly program?: Program } = {}): Brief {
  const { program = seed, ...rest } = overrides;
  return {
    problem: problemOf({ seedProgram: seed }),
    parents: [{ trialId: 't1', program }],
    context: donors.map((donor, i) => ({ trialId: `d${i}`, program: donor })),
    seedProgram: seed,
    scope: editScopeOf(program),
    mode: 'refine',
    rngSeed: '1/t1',
    creditByOperator: {},
    arms: NO_STANDINGS,
    dossier: noDossier,
    ...rest,
  };
}

const propose = (brief: Brief): Promise<Proposal> => classical({ syntax }).propose(brief, never);

describe('classical()', () => {
  it('propose() gives the same proposal when the brief is the same, whatever came before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.nat(40), async (rngSeed, failures) => {
        const brief = briefOf({ rngSeed, creditByOperator: { wrap: { successes: 2, failures } } });
        const proposer = classical({ syntax: await createSyntax() });
        const first = await proposer.propose(brief, never);
        await proposer.propose(briefOf({ rngSeed: `${rngSeed}+` }), never);
        expect(await proposer.propose(brief, never)).toEqual(first);
        expect(await propose(brief)).toEqual(first);
      }),
      { numRuns: 15 },
    );
  });

  it('propose() gives a program that parses, is new and keeps what is frozen', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (rngSeed) => {
        const proposal = await propose(briefOf({ rngSeed }));
        if (proposal.kind === 'none') return;
        expect(syntax.firstError(proposal.program)).toBeUndefined();
        expect(syntax.canonicalHash(proposal.program)).not.toBe(syntax.canonicalHash(seed));
        expect(frozenTextOf(proposal.program)).toEqual(frozenTextOf(seed));
        expect(proposal.operators.length).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });

  it('propose() applies one operator most often and several now and then', async () => {
    const counts = [0, 0, 0, 0, 0, 0];
    for (let i = 0; i < 150; i++) {
      const { operators } = await propose(briefOf({ rngSeed: `steps ${i}` }));
      counts[operators.length] = (counts[operators.length] ?? 0) + 1;
    }
    expect(counts[1]).toBeGreaterThan(90);
    expect(counts[2]).toBeGreaterThan(10);
  });

  it('propose() names the operators it tried when nothing applies', async () => {
    const program = programOf('export {};\n');
    const proposal = await propose(briefOf({ program, context: [], seedProgram: program }));
    expect(proposal).toMatchObject({ kind: 'none', why: 'inapplicable' });
    const names = new Set(OPERATORS.map(({ name }) => name));
    expect(proposal.operators.length).toBeGreaterThan(1);
    expect(proposal.operators.every((name) => names.has(name))).toBe(true);
  });

  it('propose() gives nothing when the parent does not parse', async () => {
    const program = programOf('const = ;');
    expect(await propose(briefOf({ program }))).toMatchObject({ kind: 'none', why: 'unparsable' });
  });

  it('propose() only uses what makes simpler when it is to simplify', async () => {
    const program = programOf(
      (seed.files['main.ts'] ?? '').replace('const TREND = 0;', 'const TREND = 0.25;'),
    );
    const simple = new Set(OPERATORS.filter((one) => one.simplifies).map(({ name }) => name));
    let isBack = false;
    for (let i = 0; i < 30; i++) {
      const proposal = await propose(briefOf({ program, mode: 'simplify', rngSeed: `s${i}` }));
      expect(proposal.operators.every((name) => simple.has(name))).toBe(true);
      isBack ||=
        proposal.kind === 'program' && proposal.program.files['main.ts'] === seed.files['main.ts'];
    }
    expect(isBack).toBe(true);
  });

  it('propose() changes nothing but named constants when it is to tune', async () => {
    const named = /^(const [A-Z_]+ = )-?[0-9.e-]+;$/gmu;
    const shape = (text = ''): string => text.replaceAll(named, '$1?;');
    const texts = new Set<string>();
    for (let i = 0; i < 30; i++) {
      const proposal = await propose(briefOf({ mode: 'tune', rngSeed: `t${i}` }));
      if (proposal.kind !== 'program') throw new Error(proposal.detail);
      const text = proposal.program.files['main.ts'] ?? '';
      expect(shape(text)).toBe(shape(seed.files['main.ts']));
      texts.add(text);
    }
    expect(texts.size).toBeGreaterThan(25);
  });

  it('propose() rejects with the reason of the signal when it is stopped', async () => {
    const reason = new Error('enough');
    const stopped = AbortSignal.abort(reason);
    await expect(async () => classical({ syntax }).propose(briefOf(), stopped)).rejects.toBe(
      reason,
    );
  });
});
