import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barbican, objectsOf, startBarbican, temporaryFolder } from './barbican.ts';

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

describe('resume()', () => {
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
