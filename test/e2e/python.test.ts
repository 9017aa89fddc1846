import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startModelServer } from '../../src/testing/model-server.ts';
import { barbican, temporaryFolder } from './barbican.ts';

describe('a problem in Python', () => {
  const folder = temporaryFolder();
  const problem = join(folder, 'p');

  beforeAll(async () => {
    await barbican(['init', '--python', problem, '--quiet']);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('run() searches it at once when it comes from the scaffold', async () => {
    const out = join(folder, 'run');
    const { code, stdout } = await barbican(['run', problem, '--budget', 'trials=3', '--out', out]);
    expect(code).toBe(0);
    expect(stdout).toContain('few jobs (slow)');
    expect(readFileSync(join(out, 'best/seed.ts'), 'utf8')).toContain('schedule');
  });

  it('run() refuses it when its seed program is in Python, and leaves no run folder', async () => {
    const file = join(problem, 'problem.py');
    const text = readFileSync(file, 'utf8').replace('./seed.ts', './seed.py');
    writeFileSync(file, text);
    writeFileSync(
      join(problem, 'seed.py'),
      "def schedule(jobs):\n    return [0 for _ in jobs['durations']]\n",
    );
    const out = join(folder, 'refused');
    const { code, stderr } = await barbican(['run', problem, '--out', out]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/Python.*--model.*TypeScript/u);
    expect(existsSync(out)).toBe(false);
  });

  it('run() searches it in Python when a model proposes', async () => {
    const share = 'return [job % jobs["machines"] for job, _ in enumerate(jobs["durations"])]';
    await using server = await startModelServer((_, n) => ({
      kind: 'text',
      text: `IDEA: share the jobs\n\`\`\`python\ndef schedule(jobs):\n    shift = ${n}\n    ${share}\n\`\`\``,
    }));
    const out = join(folder, 'modelled');
    const { code, stderr } = await barbican([
      'run',
      problem,
      '--budget=trials=4',
      `--out=${out}`,
      `--model=compatible/m,url=${server.url},price=0`,
    ]);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(readFileSync(join(out, 'best/seed.py'), 'utf8')).toContain('enumerate');
  });
});
