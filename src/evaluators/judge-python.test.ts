import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { pythonsWith } from '../lib/node/pythons.ts';

const folder = fileURLToPath(new URL('judge-python', import.meta.url));
const { found } = await pythonsWith([]);

describe('judge-python', () => {
  it.each(found)('passes its own tests when Python is $version', ({ baseExecutable }) => {
    const args = ['-B', '-W', 'error', '-m', 'unittest', 'discover', '-t', '.', '-s', 'tests'];
    const { status, stderr } = spawnSync(baseExecutable, args, { cwd: folder, encoding: 'utf8' });
    expect(stderr).toMatch(/^Ran \d\d+ tests/m);
    expect({ status, stderr }).toMatchObject({ status: 0 });
  });
});
