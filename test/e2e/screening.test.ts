import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { barbican, objectsOf, temporaryFolder } from './barbican.ts';
import { writeTinyProblem } from './tiny-problem.ts';

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('barbican run --screening', () => {
  it('judges some programs in used hosts, says so, and is resumed the same way', async () => {
    const problem = join(folder, 'tiny');
    writeTinyProblem(problem);
    const run = join(folder, 'run');
    const options = ['--screening', '--strategy', 'greedy', '--rng-seed', '1', '--out', run];
    const first = await barbican(['run', problem, '--budget', 'trials=60', ...options, '--quiet']);
    expect(first).toMatchObject({ code: 0 });
    const resumed = await barbican(['resume', run, '--budget', 'trials=80', '--quiet']);
    expect(resumed).toMatchObject({ code: 0 });
    const { stdout } = await barbican(['log', run, '--json']);
    const events = objectsOf(stdout);
    expect(events[0]).toMatchObject({ type: 'run.started', screening: true });
    const screened = events.filter(({ trial }) => trial instanceof Object && 'screened' in trial);
    expect(screened.length).toBeGreaterThan(3);
    const again = events.findIndex(({ type }) => type === 'run.resumed');
    expect(screened.some((event) => events.indexOf(event) > again)).toBe(true);
    const show = await barbican(['show', run]);
    expect(show.stdout).toContain(`${screened.length} only screened`);
  });

  it('is refused where an objective depends on what a program uses', async () => {
    const problem = join(folder, 'usage');
    writeTinyProblem(problem);
    const file = join(problem, 'problem.ts');
    const text = readFileSync(file, 'utf8')
      .replace('measure: ({ workload, output })', 'measure: ({ usage })')
      .replace('Math.max(...workload) - workload[output]', 'usage.cpuMs');
    writeFileSync(file, text);
    const { code, stderr } = await barbican([
      'run',
      problem,
      '--screening',
      '--budget',
      'trials=5',
    ]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/Cannot screen .*missed depends on what a program uses.*--screening/u);
  });
});
