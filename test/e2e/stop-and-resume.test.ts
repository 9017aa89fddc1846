import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barbican, objectsOf, startBarbican, temporaryFolder } from './barbican.ts';
import { descendantsOf, killNow } from './processes.ts';
import { writeTinyProblem } from './tiny-problem.ts';

const folder = temporaryFolder();
const problem = join(folder, 'p');
const longRun = (out: string): string[] => [
  'run',
  problem,
  '--budget',
  '5m',
  '--out',
  out,
  '--json',
];

beforeAll(async () => {
  await barbican(['init', problem, '--quiet']);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function eventsOf(out: string): Promise<Record<string, unknown>[]> {
  return objectsOf((await barbican(['log', out, '--json'])).stdout);
}

describe('Ctrl-C', () => {
  it('ends a run cleanly within seconds, without a claim, and the run can go on', async () => {
    const out = join(folder, 'once');
    const run = startBarbican(longRun(out));
    await run.saw('trial.finished');
    const startMs = performance.now();
    run.interrupt();
    const { code } = await run.ended;
    expect(code).toBe(130);
    expect(performance.now() - startMs).toBeLessThan(6000);
    const before = await eventsOf(out);
    expect(before.at(-1)).toMatchObject({ type: 'run.ended', why: 'interrupted' });
    expect(before.some(({ type }) => type === 'holdout.opened')).toBe(false);

    const asked = before.filter(({ type }) => type === 'trial.started').length;
    const budget = `trials=${asked + 2}`;
    const resumed = await barbican(['resume', out, '--budget', budget, '--quiet']);
    expect(resumed.code).toBe(0);
    const after = await eventsOf(out);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.filter(({ type }) => type === 'trial.started')).toHaveLength(asked + 2);
    expect(after.at(-1)).toMatchObject({ type: 'run.ended', why: 'budget' });
  });

  it('ends a run at once when pressed twice, and nothing finished is lost', async () => {
    const out = join(folder, 'twice');
    const run = startBarbican(longRun(out));
    await run.saw('trial.finished');
    run.interrupt();
    await run.saw('Stopping');
    const startMs = performance.now();
    run.interrupt();
    const { code, stdout } = await run.ended;
    expect(code).toBe(130);
    expect(performance.now() - startMs).toBeLessThan(1500);
    const logged = await eventsOf(out);
    const finished = objectsOf(stdout).filter(({ type }) => type === 'trial.finished');
    for (const event of finished) expect(logged).toContainEqual(event);
  });
});

describe('a stop while a run begins', () => {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    it(`ends it with ${code} when ${signal} comes before the first trial`, async () => {
      const out = join(folder, signal);
      const run = startBarbican(longRun(out));
      const processes = (): number => descendantsOf(run.pid).length;
      while (processes() === 0) await sleep(5);
      run.interrupt(signal);
      const startMs = performance.now();
      const { code: ended, stderr } = await run.ended;
      expect({ ended, stderr }).toMatchObject({ ended: code });
      expect(performance.now() - startMs).toBeLessThan(8_000);
      expect(stderr).not.toMatch(/^\s+at /mu);
    });
  }
});

describe('a problem that is changed while a run judges by it', () => {
  it('ends the run when a judge has to be started again', async () => {
    const changed = join(folder, 'changed');
    writeTinyProblem(changed);
    const out = join(folder, 'changed-run');
    const run = startBarbican(['run', changed, '--budget', '5m', '--out', out, '--json']);
    await run.saw('trial.finished');
    appendFileSync(join(changed, 'problem.ts'), '// a word\n');
    for (const { pid, command } of descendantsOf(run.pid))
      if (command.includes('judge-main')) killNow(pid);
    const { code, stderr } = await run.ended;
    expect({ code, stderr }).toMatchObject({ code: 2 });
    expect(stderr).toContain('was changed while programs were judged by it');
    expect((await eventsOf(out)).at(-1)).toMatchObject({ type: 'run.ended', why: 'failed' });
  });
});

describe('resume()', () => {
  it('lets one of two go on when both begin at once', async () => {
    const out = join(folder, 'race');
    const tiny = join(folder, 'tiny');
    writeTinyProblem(tiny);
    await barbican(['run', tiny, '--budget', 'trials=3', '--out', out, '--quiet']);
    const both = await Promise.all(
      [1, 2].map(() => barbican(['resume', out, '--budget', 'trials=20', '--quiet'])),
    );
    // Perhaps one had ended before the other began: then there was nothing left to do.
    const codes = both.map(({ code }) => code).toSorted((a, b) => a - b);
    expect({ codes, both }).toMatchObject({ codes: [0, expect.toBeOneOf([0, 2])] });
    const events = await eventsOf(out);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1));
    const ids = events
      .filter(({ type }) => type === 'trial.started')
      .map((event) => event['trialId']);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(3);
  });

  it('is refused while another process writes the run', async () => {
    const out = join(folder, 'two');
    const run = startBarbican(longRun(out));
    await run.saw('trial.finished');
    const second = await barbican(['resume', out]);
    expect([2, 3]).toContain(second.code);
    expect(second.stderr).toContain(out);
    expect(second.stderr).not.toMatch(/^\s+at /mu);
    const live = await barbican(['show', out]);
    expect(live.code).toBe(0);
    run.interrupt();
    expect((await run.ended).code).toBe(130);
  });
});
