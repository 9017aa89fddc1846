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
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryFolder } from '../lib/node/memory-folder.ts';
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
