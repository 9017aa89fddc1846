import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barbican, type Ended, objectsOf, temporaryFolder } from './barbican.ts';

const ESCAPE = '\u001B';

describe('from nothing to a result', () => {
  const folder = temporaryFolder();
  const problem = join(folder, 'My Problem');
  const out = join(folder, 'run');
  let made: Ended;
  let ran: Ended;

  beforeAll(async () => {
    made = await barbican(['init', problem]);
    ran = await barbican(['run', problem, '--budget', 'trials=3', '--rng-seed', '7', '--out', out]);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('init() writes a problem and says what to do next', () => {
    expect(made.code).toBe(0);
    expect(made.stdout).toContain('barbican check');
    expect(readFileSync(join(problem, 'problem.ts'), 'utf8')).toContain("name: 'my-problem'");
  });

  it('init() refuses to write over a problem', async () => {
    const { code, stderr } = await barbican(['init', problem]);
    expect(code).toBe(2);
    expect(stderr).toContain('problem.ts');
  });

  it('check() finds nothing wrong with it', async () => {
    const { code, stdout, stderr } = await barbican(['check', problem]);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    for (const word of ['makespan', 'alike jobs', 'few jobs', 'first come']) {
      expect(stdout).toContain(word);
    }
  });

  it('check() gives one JSON object with --json', async () => {
    const { stdout } = await barbican(['check', problem, '--json']);
    expect(JSON.parse(stdout)).toBeTypeOf('object');
  });

  it('run() ends with what was found and where it is', () => {
    expect(ran.code).toBe(0);
    expect(ran.stdout).toContain('my-problem: 3 trials');
    expect(ran.stdout).toContain('first come');
    expect(ran.stdout).toContain('few jobs (slow)');
    expect(ran.stdout).toContain(out);
    expect(ran.stdout + ran.stderr).not.toContain(ESCAPE);
  });

  it('run() leaves the best program and its patch', () => {
    expect(readFileSync(join(out, 'best/seed.ts'), 'utf8')).toContain('schedule');
    expect(existsSync(join(out, 'best/best.patch'))).toBe(true);
  });

  it('run() refuses a folder that holds a run', async () => {
    const { code, stderr } = await barbican(['run', problem, '--out', out]);
    expect(code).toBe(2);
    expect(stderr).toContain('resume');
  });

  it('show() has the best, its lineage, the regimes and the spend', async () => {
    const { code, stdout } = await barbican(['show', out]);
    expect(code).toBe(0);
    // From the seed program or from a baseline, as the trials came.
    expect(stdout).toMatch(/^Lineage of the best:\ntrial +makespan .*\n(seed|baseline\S*) /mu);
    expect(stdout).toContain('one giant job (slow)');
  });

  it('show() prints the program of a trial', async () => {
    const { stdout } = await barbican(['show', out, '--program', 'seed']);
    expect(stdout).toBe(readFileSync(join(problem, 'seed.ts'), 'utf8'));
    expect((await barbican(['show', out, '--program', 't99'])).code).toBe(2);
  });

  it('show() gives one JSON object with --json', async () => {
    const { stdout } = await barbican(['show', out, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ problem: 'my-problem', rngSeed: 7 });
  });

  it('log() gives every event once and in order with --json', async () => {
    const { code, stdout } = await barbican(['log', out, '--json']);
    expect(code).toBe(0);
    const events = objectsOf(stdout);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1));
    expect(events[0]).toMatchObject({ type: 'run.started' });
    expect(events.at(-1)).toMatchObject({ type: 'run.ended', why: 'budget' });
    expect(events.filter(({ type }) => type === 'trial.started')).toHaveLength(3);
  });

  it('log() has one line an event for people', async () => {
    const [plain, json] = await Promise.all([
      barbican(['log', out]),
      barbican(['log', out, '--json', '--follow']),
    ]);
    expect(plain.stdout.split('\n')).toHaveLength(json.stdout.split('\n').length);
  });

  it('resume() says that the budget is used up, or goes on with a larger one', async () => {
    const more = await barbican(['resume', out, '--budget', 'trials=5', '--json']);
    expect(more.code).toBe(0);
    const events = objectsOf(more.stdout);
    expect(events.filter(({ type }) => type === 'trial.started')).toHaveLength(2);
    expect(events.at(-1)).toMatchObject({ type: 'run.ended' });
  });
});

describe('run() for machines and for the quiet', () => {
  const folder = temporaryFolder();
  const problem = join(folder, 'p');
  beforeAll(async () => {
    await barbican(['init', problem, '--quiet']);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('prints events alone on standard output with --json', async () => {
    const args = ['run', problem, '--budget', 'trials=2', '--out', join(folder, 'a'), '--json'];
    const { code, stdout } = await barbican(args);
    expect(code).toBe(0);
    const events = objectsOf(stdout);
    expect(events[0]).toMatchObject({ type: 'run.started', seq: 1 });
    expect(events.at(-1)).toMatchObject({ type: 'run.ended' });
  });

  it('prints two lines with --quiet', async () => {
    const args = ['run', problem, '--budget', 'trials=2', '--out', join(folder, 'b'), '--quiet'];
    const { code, stdout } = await barbican(args);
    expect(code).toBe(0);
    expect(stdout.trimEnd().split('\n')).toHaveLength(2);
  });

  it('makes a folder under runs when none is named', async () => {
    const args = ['run', 'p', '--budget', 'trials=1', '--quiet'];
    const { code, stdout } = await barbican(args, { cwd: folder });
    expect(code).toBe(0);
    expect(stdout).toMatch(/runs\/p-/u);
  });
});
