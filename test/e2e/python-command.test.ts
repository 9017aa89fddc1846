import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canBuild, RUNS } from '../integration/command/command-folder.ts';
import type { ProblemFolder } from '../integration/judge/problem-folder.ts';
import { pythonCommandFolder } from '../integration/python/command-folder.ts';
import { barbican, objectsOf, temporaryFolder } from './barbican.ts';

describe.skipIf(!canBuild)('a command in problem.py', () => {
  const folder = temporaryFolder();
  const out = join(folder, 'run');
  const script = join(folder, 'agent.sh');
  let problem: ProblemFolder;
  const logged = async (run: string): Promise<Record<string, unknown>[]> =>
    objectsOf((await barbican(['log', run, '--json'])).stdout);

  beforeAll(() => {
    problem = pythonCommandFolder();
    // First one that does not build, then those that pack; two may be asked at the same time.
    writeFileSync(join(folder, 'runs.h'), RUNS);
    writeFileSync(
      script,
      `#!/bin/sh
cat > /dev/null
if mkdir ${folder}/first 2>/dev/null; then echo 'int pack(' > src/pack.h
else { cat ${folder}/runs.h; echo "/* $$ */"; } > src/pack.h; fi
echo "Idea $$" > IDEA.txt
`,
    );
    chmodSync(script, 0o755);
  });
  afterAll(() => {
    problem[Symbol.dispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  it('check() says what the seed program and the baselines do', async () => {
    const { code, stdout } = await barbican(['check', problem.path]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\b2 steps per workload/u);
  });

  it('run() searches it, and resume() goes on with the problem that it was', async () => {
    const agent = ['--agent', `mine=${script} {brief}`, '--classical', '0'];
    const args = ['run', problem.path, '--out', out, '--budget', 'trials=2', ...agent];
    const { code, stderr } = await barbican(args);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const before = await logged(out);
    const kinds = before.filter(({ type }) => type === 'trial.finished');
    expect(JSON.stringify(kinds)).toContain('compile');
    expect(readFileSync(join(out, 'best/src/pack.h'), 'utf8')).toContain('while (byte != EOF)');

    const resumed = await barbican(['resume', out, '--budget', 'trials=3', '--quiet']);
    expect({ code: resumed.code, stderr: resumed.stderr }).toMatchObject({ code: 0 });
    const after = await logged(out);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.filter(({ type }) => type === 'trial.started')).toHaveLength(3);

    // Whatever judges belongs to the problem that was resumed.
    const file = join(problem.path, 'problem.py');
    writeFileSync(file, `${readFileSync(file, 'utf8')}\n# changed\n`);
    const changed = await barbican(['resume', out, '--budget', 'trials=4', '--quiet']);
    expect(changed.code).toBe(2);
    expect(existsSync(join(out, 'best/Makefile'))).toBe(true);
  }, 180_000);
});
