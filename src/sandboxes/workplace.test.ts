import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryFolder } from '../lib/node/memory-folder.ts';
import { removeGroups } from './control-groups/groups.ts';
import { groupPlace } from './control-groups/place.ts';
import { createWorkplace } from './workplace.ts';

const before = process.env['TMPDIR'];
let place = '';

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'workplace-test-'));
  process.env['TMPDIR'] = place;
});

afterEach(() => {
  if (before === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = before;
  rmSync(place, { recursive: true });
});

const space = String(statSync('/proc/self/ns/pid').ino);
/** When process 1 started. */
const started = readFileSync('/proc/1/stat', 'utf8').split(') ').at(-1)?.split(' ')[19] ?? '';

describe('createWorkplace()', () => {
  it.each([
    ['a process that lives', `${space}-1-${started}`, true],
    ['a process whose number another one has now', `${space}-1-${started}7`, false],
    ['a process that is gone', `${space}-4194304-1`, false],
    ['a process of another container', `1-4194304-1`, true],
  ])('leaves or removes the folder of %s when it begins', (_, owner, stays) => {
    const folder = join(place, `barbican-run-${owner}-abcdef`);
    mkdirSync(folder);
    using workplace = createWorkplace();
    expect(workplace.name.startsWith(`barbican-run-${space}-${process.pid}-`)).toBe(true);
    expect(existsSync(folder)).toBe(stays);
  });

  it.runIf(memoryFolder())('removes what a process that is gone left in memory', () => {
    const left = join(memoryFolder() ?? '', `barbican-run-${space}-4194304-1-abcdef`);
    mkdirSync(left);
    using workplace = createWorkplace();
    expect(dirname(workplace.fifoFolder)).toBe(join(memoryFolder() ?? '', workplace.name));
    expect(existsSync(left)).toBe(false);
  });

  it('removes the control groups of dead processes when no folder tells of them', async ({
    skip,
  }) => {
    const groups = groupPlace();
    if ('why' in groups) return skip(groups.why);
    using left = groupOf(groups.memory, `${space}-4194304-1`);
    using living = groupOf(groups.memory, `${space}-1-${started}`);
    using elsewhere = groupOf(groups.memory, '1-4194304-1');
    const daemon = spawn('sleep', ['60'], { stdio: 'ignore' });
    const ended = once(daemon, 'exit');
    writeFileSync(join(left.session, 'cgroup.procs'), String(daemon.pid));
    using _ = createWorkplace();
    expect(existsSync(left.folder)).toBe(false);
    expect(await ended).toEqual([null, 'SIGKILL']);
    for (const { session } of [living, elsewhere]) expect(existsSync(session)).toBe(true);
  });

  it('removes its folder while FIFOs are being made in it', async () => {
    for (let round = 0; round < 10; round++) {
      const workplace = createWorkplace();
      const paths = Array.from({ length: 2000 }, (_, at) => join(workplace.fifoFolder, `${at}`));
      const maker = spawn('mkfifo', paths, { stdio: 'ignore' });
      const ended = once(maker, 'exit');
      await vi.waitFor(() => expect(readdirSync(workplace.fifoFolder)).not.toHaveLength(0), {
        interval: 1,
      });
      workplace[Symbol.dispose]();
      await ended;
      expect(readdirSync(place)).toEqual([]);
      expect(existsSync(dirname(workplace.fifoFolder))).toBe(false);
    }
  });
});

/** A control group that is called as if `owner` had made it, with one of a session. */
function groupOf(parent: string, owner: string): Disposable & Record<'folder' | 'session', string> {
  const folder = mkdtempSync(join(parent, `barbican-run-${owner}-`));
  const session = join(folder, '0');
  mkdirSync(session);
  return { folder, session, [Symbol.dispose]: () => removeGroups(folder) };
}
