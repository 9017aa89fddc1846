import type { Language } from '../../domain/program.ts';

/** Daemons that a program leaves. */
export const DAEMONS = 50;
const FORKS = 3_000;

/** Texts of programs that do something to be looked at from outside. */
export const ACTION_PROGRAMS = {
  /** Each has another parent, a session of its own, and an empty environment. */
  daemons: (language: Language, tag: string, how: 'ends' | 'stays'): string =>
    language === 'python'
      ? `import os, time
for _ in range(${DAEMONS}):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.execve('/bin/sleep', ['sleep', '${tag}'], {})
        os._exit(0)
    os.wait()
time.sleep(${how === 'ends' ? 0.5 : 60})
os._exit(0)`
      : `import { spawn } from 'node:child_process';
for (let i = 0; i < ${DAEMONS}; i++)
  spawn('setsid', ['-f', 'env', '-i', 'sleep', '${tag}'], { stdio: 'ignore', detached: true }).unref();
export const run = () => new Promise(() => setTimeout(() => process.exit(0), ${how === 'ends' ? 500 : 60_000}));`,

  /** Outside of the heap, in processes that have another parent. */
  eats: (language: Language): string =>
    language === 'python'
      ? `import os, time
for _ in range(8):
    if os.fork() == 0:
        if os.fork() == 0:
            kept = []
            while len(kept) < 60:
                kept.append(b'x' * 1_000_000)
            time.sleep(60)
        os._exit(0)
time.sleep(60)`
      : `import { spawn } from 'node:child_process';
const eat = 'const kept = []; while (kept.length < 60) kept.push(Buffer.alloc(1e6, 1)); setInterval(() => 0, 1e6)';
for (let i = 0; i < 8; i++)
  spawn('setsid', ['-f', process.execPath, '-e', eat], { stdio: 'ignore', detached: true }).unref();
export const run = () => new Promise(() => setInterval(() => 0, 1e6));`,

  forks: (language: Language, tag: string): string =>
    language === 'python'
      ? `import os, time
for _ in range(${FORKS}):
    try:
        if os.fork() == 0:
            os.execve('/bin/sleep', ['sleep', '${tag}'], {})
    except OSError:
        time.sleep(0.01)
time.sleep(60)`
      : `import { spawn } from 'node:child_process';
export async function run() {
  for (let i = 0; i < ${FORKS}; i++) {
    spawn('sleep', ['${tag}'], { stdio: 'ignore', detached: true }).on('error', () => 0).unref();
    await new Promise(setImmediate);
  }
  return new Promise(() => setInterval(() => 0, 1e6));
}`,

  /** Half of the CPU time is used by children, half by daemons; all end, and only the program is left. */
  burns: (language: Language, ms: number): string =>
    language === 'python'
      ? `import os, time
def burn():
    while time.process_time() < ${ms / 4_000}:
        pass
    os._exit(0)
for number in range(4):
    if os.fork() == 0:
        if number < 2 and os.fork() != 0:
            os._exit(0)
        burn()
time.sleep(60)`
      : `import { spawn } from 'node:child_process';
const burn = 'while (process.cpuUsage().user < ${500 * ms});';
for (const daemon of [['-f'], []])
  spawn('setsid', [...daemon, process.execPath, '-e', burn], { stdio: 'ignore' });
export const run = () => new Promise(() => setInterval(() => 0, 1e6));`,

  /** Says what it found of the program before it, and leaves the same. */
  leaves: (language: Language, tag: string): string =>
    language === 'python'
      ? `import ctypes, os
places = ['/tmp/${tag}', '/var/tmp/${tag}', '/dev/shm/${tag}', '/dev/${tag}', '/run/${tag}', '/${tag}', os.path.expanduser('~/${tag}')]
print([path for path in places if os.path.exists(path)], ctypes.CDLL(None).shmget(${tag}, 4096, 0) >= 0)
ctypes.CDLL(None).shmget(${tag}, 4096, 0o1666)
for path in places:
    try:
        open(path, 'w').write('left')
    except OSError:
        pass
os._exit(0)`
      : `import { existsSync, writeFileSync, writeSync } from 'node:fs';
const places = ['/tmp/${tag}', '/var/tmp/${tag}', '/dev/shm/${tag}', '/dev/${tag}', '/run/${tag}', '/${tag}'];
writeSync(1, JSON.stringify(places.filter((path) => existsSync(path))));
for (const path of places) try { writeFileSync(path, 'left'); } catch {}
process.exit(0);`,
} as const;
