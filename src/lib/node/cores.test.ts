import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { keepOnCores, usableCores } from './cores.ts';

const sleeper = spawn('sleep', ['60'], { stdio: 'ignore' });
afterAll(() => void sleeper.kill());

describe('usableCores()', () => {
  it('usableCores() names each core once, in order', () => {
    const cores = usableCores();
    expect(cores.length).toBeGreaterThan(0);
    expect(cores).toEqual([...new Set(cores)].toSorted((a, b) => a - b));
  });
});

describe('keepOnCores()', () => {
  it('keepOnCores() moves a process, and says so when it cannot', async () => {
    const [core = 0] = usableCores();
    const pid = sleeper.pid ?? 0;
    expect(await keepOnCores(pid, [core])).toBe(true);
    expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(
      new RegExp(`Cpus_allowed_list:\\s+${core}\\n`, 'u'),
    );
    expect(await keepOnCores(pid, [100_000])).toBe(false);
  });
});
