import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barbican, type Ended, objectsOf, startBarbican, temporaryFolder } from './barbican.ts';
import { killNow } from './processes.ts';

describe('barbican steer', () => {
  const folder = temporaryFolder();
  const problem = join(folder, 'p');
  const out = join(folder, 'run');
  const mine = join(folder, 'mine.ts');
  const steer = async (...args: string[]): Promise<Ended> =>
    barbican(['steer', out, ...args, '--by', 'ada']);
  const logged = async (run: string): Promise<Record<string, unknown>[]> =>
    objectsOf((await barbican(['log', run, '--json'])).stdout);
  const commandsIn = (events: readonly Record<string, unknown>[]): unknown[] =>
    events.filter(({ type }) => type === 'run.steered').map(({ command }) => command);

  beforeAll(async () => {
    await barbican(['init', problem]);
    const seed = readFileSync(join(problem, 'seed.ts'), 'utf8');
    // The longest job first: better than what a few trials of the operators find.
    writeFileSync(mine, seed.replace('durations[a] - durations[b]', 'durations[b] - durations[a]'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('takes every sort of order, keeps them through kill -9, and is replayed byte for byte', async () => {
    const engine = startBarbican(
      ['run', problem, '--budget', 'trials=30', '--out', out, '--rng-seed', '7', '--json'],
      {},
    );
    try {
      await engine.saw('"trial.finished"');
      expect(await steer('pause')).toMatchObject({ code: 0, stdout: 'Taken\n' });
      expect(await steer('hint', 'Long', 'jobs', 'first')).toMatchObject({ code: 0 });
      expect(await steer('ban', 'seed')).toMatchObject({ code: 0 });
      expect(await steer('pin', 't999')).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('"t999" is none of this run'),
      });
      const brought = await barbican([
        'propose',
        out,
        '--file',
        mine,
        '--idea',
        'Longest first',
        '--by',
        'ada',
      ]);
      expect(brought).toMatchObject({ code: 0, stdout: expect.stringContaining('best so far') });
      expect(await steer('pin', 'best', '--lineage')).toMatchObject({ code: 0 });
      expect(await steer('budget', 'trials=40')).toMatchObject({ code: 0 });
    } finally {
      killNow(engine.pid);
    }
    await engine.ended;
    // Nobody runs it: it is kept.
    expect(await steer('continue')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Kept'),
    });
    const before = await logged(out);
    expect(await barbican(['resume', out, '--quiet'])).toMatchObject({ code: 0 });
    const events = await logged(out);
    expect(events.slice(0, before.length)).toEqual(before);
    expect(commandsIn(events)).toMatchObject([
      { kind: 'pause' },
      { kind: 'hint', text: 'Long jobs first' },
      { kind: 'ban', trialId: 'seed', lineage: false },
      { kind: 'inject', proposer: 'person:ada', idea: 'Longest first' },
      { kind: 'pin', trialId: expect.stringMatching(/^t\d+$/u), lineage: true },
      { kind: 'budget', budget: { trials: 40 } },
      { kind: 'continue' },
    ]);
    // Nine tenths of the new budget.
    expect(events.filter(({ type }) => type === 'trial.started')).toHaveLength(36);
    const shown = await barbican(['show', out]);
    expect(shown.stdout).toMatch(/ada: Long jobs first +\d+ /u);
    expect(shown.stdout).toContain('Banned: seed');
    const replayed = await barbican(['run', '--replay', out, '--quiet']);
    expect({ code: replayed.code, stderr: replayed.stderr }).toEqual({ code: 0, stderr: '' });
    expect(await logged(`${out}-replay`)).toEqual(events);
    // A budget that waits is as good as one with --budget.
    expect(await barbican(['resume', out, '--quiet'])).toMatchObject({ code: 2 });
    expect(await steer('budget', 'trials=45')).toMatchObject({ code: 0 });
    expect(await barbican(['resume', out, '--quiet'])).toMatchObject({ code: 0 });
    expect((await logged(out)).filter(({ type }) => type === 'trial.started')).toHaveLength(41);
  });

  it('says what is wrong with an order or a program, and how it would be right', async () => {
    const bad = async (...args: string[]): Promise<string> => {
      const { code, stderr } = await steer(...args);
      expect(code).toBe(2);
      return stderr;
    };
    expect(await bad('hold')).toContain('use pause, continue');
    expect(await bad('pin')).toContain('write it as pin <trial>');
    expect(await bad('hint')).toContain('write it as hint <words>');
    // None of these reaches the run, which could not go on with them.
    expect(await bad('hint', '  ')).toContain('must not be empty');
    expect(await bad('note', 't1', 'x'.repeat(4001))).toContain('4000');
    expect(await bad('hint', '\u001B[2J')).toContain('control characters');
    expect(await bad('budget', 'soon')).toContain('write a time such as 60s');
    expect(await bad('stop', '--lineage')).toContain('goes with pin and ban');
    const nowhere = await barbican(['steer', join(folder, 'none'), 'pause']);
    expect(nowhere).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no run') });
    const empty = await barbican(['propose', out, '--file', folder]);
    expect(empty).toMatchObject({ code: 2, stderr: expect.stringContaining('files: seed.ts') });
    const missing = await barbican(['propose', out, '--file', join(folder, 'none.ts')]);
    expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining('ENOENT') });
  });
});
