/** What the kernel itself bounds, with nobody who looks: real groups and real processes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ControlGroups } from '../../dist/sandboxes/control-groups/groups.js';
import { groupPlace } from '../../dist/sandboxes/control-groups/place.js';

/** Waits for a line, touches so many MiB, and says how many it has. */
const EATS = `
import sys
wanted = int(sys.stdin.readline())
kept = []
for _ in range(wanted):
    kept.append(bytearray(b'x') * (1 << 20))
print(len(kept), flush=True)
`;
/** Waits for a line, starts so many processes, and says how many that were. */
const FORKS = `
import os, signal, sys
wanted = int(sys.stdin.readline())
made = []
for _ in range(wanted):
    try:
        pid = os.fork()
    except OSError:
        break
    if pid == 0:
        signal.pause()
    made.append(pid)
print(len(made), flush=True)
for pid in made:
    os.kill(pid, signal.SIGKILL)
`;

const place = groupPlace();
const why = 'why' in place ? place.why : undefined;
if (why !== undefined) process.stderr.write(`Tests of control groups are skipped: ${why}\n`);

describe.skipIf(why !== undefined)('ControlGroups', () => {
  const folder = mkdtempSync(join(tmpdir(), 'barbican-groups-'));
  let groups: ControlGroups;
  beforeAll(() => {
    if ('why' in place) throw new Error(place.why);
    groups = new ControlGroups(place, basename(folder), join(folder, 'list'));
  });
  afterAll(() => {
    groups[Symbol.dispose]();
    rmSync(folder, { recursive: true });
  });

  /** What a process in a group of so many MiB says, and whether the kernel says that it killed one. */
  async function within(
    memoryMiB: number,
    text: string,
    wanted: number,
  ): Promise<{ said: string; signal: unknown; ranOut: boolean }> {
    const group = groups.take(memoryMiB);
    const child = spawn('python3', ['-c', text], { stdio: ['pipe', 'pipe', 'ignore'] });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    await group.add(child.pid ?? 0);
    child.stdin.on('error', () => undefined).end(`${wanted}\n`);
    const [, signal] = await once(child, 'close');
    const ranOut = group.ranOutOfMemory();
    await group.release();
    return { said: said.trim(), signal, ranOut };
  }

  it('take() bounds the memory of each session anew, in a group that is used again', async () => {
    const killed = { said: '', signal: 'SIGKILL', ranOut: true };
    const fine = (mib: number) => ({ said: String(mib), signal: null, ranOut: false });
    expect(await within(100, EATS, 300)).toEqual(killed);
    expect(await within(400, EATS, 300)).toEqual(fine(300));
    expect(await within(100, EATS, 300)).toEqual(killed);
    expect(await within(100, EATS, 20)).toEqual(fine(20));
  });

  it('take() bounds how many processes there are', async () => {
    const { said } = await within(2_000, FORKS, 1_500);
    expect(Number(said)).toBeGreaterThan(500);
    expect(Number(said)).toBeLessThan(1_024);
  });
});
