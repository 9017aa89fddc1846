import { spawn, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barbican, ROOT, temporaryFolder } from './barbican.ts';

const ESCAPE = '\u001B';
const hasScript = spawnSync('script', ['--version']).status === 0;

describe.skipIf(!hasScript)('run() on a terminal', () => {
  const folder = temporaryFolder();
  const problem = join(folder, 'p');
  beforeAll(async () => {
    await barbican(['init', problem, '--quiet']);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs it under util-linux `script`, which gives it a terminal; what the terminal saw. */
  function seen(name: string, env: Readonly<Record<string, string>>): string {
    const main = join(ROOT, 'dist/cli/main.js');
    const command = `${process.execPath} ${main} run ${problem} --budget trials=4 --out ${join(folder, name)}`;
    const { NO_COLOR: _, ...own } = process.env;
    const result = spawnSync('script', ['-qec', command, '/dev/null'], {
      encoding: 'utf8',
      env: { ...own, TERM: 'xterm', ...env },
    });
    expect(result.status).toBe(0);
    return result.stdout;
  }

  it('redraws a block in place and ends with a coloured summary', () => {
    const text = seen('colours', {});
    expect(text).toContain(`${ESCAPE}[J`);
    expect(text).toContain(`${ESCAPE}[1mp${ESCAPE}[22m: 4 trials`);
  });

  it('is steered by keys, and gives the terminal back as it was', async () => {
    const out = join(folder, 'keys');
    const main = join(ROOT, 'dist/cli/main.js');
    const command = `${process.execPath} ${main} run ${problem} --budget 60s --out ${out}; echo code $?; stty -a`;
    const child = spawn('script', ['-qec', command, '/dev/null'], {
      env: { ...process.env, TERM: 'xterm' },
    });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    const ended = new Promise((resolve) => child.on('close', resolve));
    const sees = (wanted: string): Promise<void> =>
      expect.poll(() => text, { timeout: 20_000 }).toContain(wanted);
    await sees('best t');
    child.stdin.write('p');
    await sees('pause: taken');
    await sees('paused');
    child.stdin.write('hLong jobs first\r');
    await sees('hint: taken');
    // Ctrl-C is a key while keys are read, and works as ever.
    child.stdin.write('\u0003');
    await ended;
    expect(text).toContain('Stopping: trials under way');
    expect(text).toContain('code 130');
    expect(text).toMatch(/\sisig icanon[^-]* echo /u);
    const log = await barbican(['log', out]);
    expect(log.stdout).toMatch(
      /run\.steered {2}\S+: pause\n[^]*run\.steered {2}\S+: hint: Long jobs first/u,
    );
  });

  it('uses no colour with NO_COLOR, but still redraws', () => {
    const text = seen('plain', { NO_COLOR: '1' });
    expect(text).toContain(`${ESCAPE}[J`);
    expect(text).not.toContain(`${ESCAPE}[1m`);
    expect(text).toContain('p: 4 trials');
  });
});
