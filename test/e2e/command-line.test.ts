import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { barbican, objectsOf, temporaryFolder } from './barbican.ts';

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('barbican --help', () => {
  it('names every command and exits with 0', async () => {
    const { code, stdout } = await barbican(['--help']);
    expect(code).toBe(0);
    for (const name of ['init', 'check', 'run', 'resume', 'show', 'log', 'doctor']) {
      expect(stdout).toMatch(new RegExp(`^  ${name} `, 'mu'));
    }
  });

  for (const name of ['init', 'check', 'run', 'resume', 'show', 'log', 'doctor']) {
    it(`gives two examples for ${name}`, async () => {
      const { code, stdout } = await barbican([name, '--help']);
      expect(code).toBe(0);
      expect(stdout.match(/^ {2}\$ barbican /gmu)).toHaveLength(2);
      for (const flag of ['--quiet', '--json', '--no-color']) expect(stdout).toContain(flag);
    });
  }
});

describe('barbican with a slip', () => {
  it('names the nearest flag', async () => {
    const { code, stdout, stderr } = await barbican(['run', 'problems/x', '--budgte', '60s']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('--budget');
  });

  it('names the nearest command', async () => {
    const { code, stderr } = await barbican(['chek', 'problems/x']);
    expect(code).toBe(2);
    expect(stderr).toContain('Did you mean check?');
  });

  it('says what a budget may be', async () => {
    const { code, stderr } = await barbican(['run', 'problems/x', '--budget', '60']);
    expect(code).toBe(2);
    expect(stderr).toContain('60s, 10m or 2h');
  });

  it('says which argument is missing', async () => {
    const { code, stderr } = await barbican(['run']);
    expect(code).toBe(2);
    expect(stderr).toContain('no problem was named: barbican run <problem>');
  });

  it('exits with 2 and shows help when there is no command', async () => {
    const { code, stderr } = await barbican([]);
    expect(code).toBe(2);
    expect(stderr).toContain('Usage: barbican');
  });

  it('says that a problem or a run does not exist, without a stack', async () => {
    for (const args of [
      ['check', join(folder, 'gone')],
      ['run', join(folder, 'gone'), '--budget', 'trials=3'],
      ['show', join(folder, 'gone')],
      ['log', join(folder, 'gone')],
      ['resume', join(folder, 'gone')],
    ]) {
      const { code, stdout, stderr } = await barbican(args);
      expect({ args, code, stdout }).toEqual({ args, code: 2, stdout: '' });
      expect(stderr).toContain('gone');
      expect(stderr).not.toMatch(/^\s+at /mu);
    }
  });

  it('names the strategies when one is unknown', async () => {
    const problem = join(folder, 'good');
    await barbican(['init', problem, '--quiet']);
    const out = join(folder, 'out');
    const { code, stderr } = await barbican(['run', problem, '--strategy', 'gready', '--out', out]);
    expect(code).toBe(2);
    expect(stderr).toContain('greedy');
  });
});

describe('barbican with a broken problem', () => {
  async function checked(text: string): Promise<{ code: number; stderr: string }> {
    const problem = join(folder, `broken-${text.length}`);
    mkdirSync(problem, { recursive: true });
    writeFileSync(join(problem, 'problem.ts'), text);
    const { code, stderr } = await barbican(['check', problem]);
    expect(stderr).not.toMatch(/^\s+at /mu);
    return { code, stderr };
  }

  it('names the file of a syntax error', async () => {
    const { code, stderr } = await checked('export default {{{;\n');
    expect(code).toBe(2);
    expect(stderr).toContain('problem.ts');
  });

  it('names the nearest known key', async () => {
    const { code, stderr } = await checked(
      "import { defineProblem } from 'barbican';\nexport default defineProblem({ nmae: 'x' } as never);\n",
    );
    expect(code).toBe(2);
    expect(stderr).toContain('nmae');
    expect(stderr).toContain('name');
  });
});

describe('barbican doctor', () => {
  it('says what this machine can do', async () => {
    const { code, stdout } = await barbican(['doctor']);
    expect(code).toBe(0);
    for (const word of ['node', 'namespace', 'process'])
      expect(stdout.toLowerCase()).toContain(word);
  });

  it('gives one JSON object a line with --json', async () => {
    const { stdout } = await barbican(['doctor', '--json']);
    for (const item of objectsOf(stdout)) {
      expect(item).toMatchObject({ name: expect.any(String), works: expect.any(Boolean) });
    }
  });
});
