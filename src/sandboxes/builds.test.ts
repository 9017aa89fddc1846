import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SandboxJob } from '../contracts/sandbox.ts';
import { Builds } from './builds.ts';
import type { LanguageHost } from './hosts/host.ts';
import type { ReadyHost } from './ready-hosts.ts';
import { createWorkplace, type Workplace } from './workplace.ts';

const never = new AbortController().signal;
let folder: string;
let workplace: Workplace;
let builds: Builds;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'barbican-builds-'));
  workplace = createWorkplace();
  builds = new Builds(workplace);
  // Writes down that it was asked, and makes what the program says.
  const compiler = `#!/bin/sh\necho x >> ${folder}/asked\nsh ./program "$3"\n`;
  writeFileSync(join(folder, 'compiler'), compiler);
  chmodSync(join(folder, 'compiler'), 0o755);
});
afterEach(() => {
  builds[Symbol.dispose]();
  workplace[Symbol.dispose]();
  rmSync(folder, { recursive: true, force: true });
});

function job(text: string): SandboxJob {
  const program = { language: 'c', main: 'program', files: { program: text } } as const;
  return { program, entry: 'run', kind: 'function', nonce: 'n' };
}

function ready(): ReadyHost {
  const host: LanguageHost = {
    interpreterPath: join(folder, 'compiler'),
    mounts: [],
    env: {},
    hostFile: '',
    args: () => [],
    probeArgs: [],
    ownMemoryMiB: 0,
    build: {
      identity: 'a compiler',
      part: { name: 'part', plan: { files: { program: 'echo part > "$1"' }, args: ['-c'] } },
      plan: ({ program }) => ({ files: program.files, args: ['-c'] }),
      failureOf: (said) => ({ kind: 'compile', detail: said.trim() }),
    },
    payload: () => Promise.resolve(''),
  };
  return {
    host,
    hostFile: '',
    driver: {
      tier: 'process',
      notice: '',
      lacks: {},
      owner: undefined,
      command: ({ interpreterPath, args }, { limits }) => ({
        argv: [interpreterPath, ...args('', limits, (path) => path)],
        env: { PATH: process.env['PATH'] ?? '' },
      }),
      reap: () => 0,
    },
  };
}

function asked(): number {
  return readFileSync(join(folder, 'asked'), 'utf8').split('\n').length - 1;
}

describe('Builds', () => {
  it('hostOf() builds a program once when it is asked for twice at the same time and once later', async () => {
    const work = job('echo made > "$1"');
    const [one, two] = await Promise.all([
      builds.hostOf(ready(), work, never),
      builds.hostOf(ready(), work, never),
    ]);
    const three = await builds.hostOf(ready(), work, never);
    expect(asked()).toBe(2);
    for (const host of [one, two, three])
      expect('mounts' in host && readFileSync(host.mounts[0]?.from ?? '', 'utf8')).toBe('made\n');
    await builds.hostOf(ready(), job('echo other > "$1"'), never);
    expect(asked()).toBe(3);
  });

  it('hostOf() gives each program the part that is built once', async () => {
    const host = await builds.hostOf(ready(), job('cat part > "$1"'), never);
    expect('mounts' in host && readFileSync(host.mounts[0]?.from ?? '', 'utf8')).toBe('part\n');
  });

  it('hostOf() gives what the compiler said when it fails or makes nothing', async () => {
    expect(await builds.hostOf(ready(), job('echo no idea >&2; exit 1'), never)).toEqual({
      kind: 'compile',
      detail: 'no idea',
    });
    expect(await builds.hostOf(ready(), job('echo nothing made; : > "$1"'), never)).toEqual({
      kind: 'compile',
      detail: 'nothing made',
    });
  });

  it('hostOf() rejects at once when the signal is aborted while it builds', async () => {
    const abort = new AbortController();
    const building = builds.hostOf(ready(), job('sleep 20'), abort.signal);
    setTimeout(() => abort.abort(new Error('enough')), 50);
    await expect(building).rejects.toThrow('enough');
  });
});
