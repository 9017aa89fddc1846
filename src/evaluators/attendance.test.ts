import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { processTreeCpuMs } from '../lib/node/process-tree-usage.ts';
import { Attendance, wasIdle } from './attendance.ts';

/** A process that computes without an end, or sleeps. */
function process(source: string): Disposable & { readonly pid: number } {
  const child = spawn('python3', ['-c', source], { stdio: 'ignore' });
  return { pid: child.pid ?? 0, [Symbol.dispose]: () => void child.kill('SIGKILL') };
}

/** Says that `passedMs` have passed, of which the machine knows nothing. */
function clock(): { passedMs: number; monotonicMs(): number; wallMs(): number } {
  return {
    passedMs: 0,
    monotonicMs() {
      return this.passedMs;
    },
    wallMs: () => 0,
  };
}

async function untilItUsed(pid: number, ms: number): Promise<void> {
  while ((processTreeCpuMs(pid) ?? Infinity) < ms) await sleep(10);
}

async function untilItUsedMore(pid: number, ms: number): Promise<void> {
  await untilItUsed(pid, (processTreeCpuMs(pid) ?? 0) + ms);
}

describe('Attendance', () => {
  it('wereIdle() is false of a process that computed all the time, and true when it was kept from it', async () => {
    using computes = process('while True: pass');
    await untilItUsed(computes.pid, 50);
    const time = clock();
    const attendance = new Attendance(time);
    attendance.came(computes.pid);
    await untilItUsedMore(computes.pid, 300);
    time.passedMs = 300;
    expect(attendance.wereIdle()).toBe(false);
    time.passedMs = 1_000_000;
    expect(attendance.wereIdle()).toBe(true);
  });

  it('wereIdle() counts what a process had done that is gone, and not what it did before it came', async () => {
    using computes = process('while True: pass');
    using other = process('import time; time.sleep(1000)');
    await untilItUsed(computes.pid, 400);
    const time = clock();
    const attendance = new Attendance(time);
    attendance.came(computes.pid);
    attendance.came(other.pid);
    time.passedMs = 100_000;
    expect(attendance.wereIdle()).toBe(true);
    await untilItUsedMore(computes.pid, 400);
    time.passedMs = 400;
    attendance.leaves(computes.pid);
    computes[Symbol.dispose]();
    expect(attendance.wereIdle()).toBe(false);
  });

  it('wereIdle() is true when nothing is known of the process', () => {
    const time = clock();
    const attendance = new Attendance(time);
    attendance.came(undefined);
    time.passedMs = 1;
    expect(attendance.wereIdle()).toBe(true);
  });
});

describe('wasIdle()', () => {
  it('is true when less than four fifths of the time was computed', () => {
    expect(wasIdle({ wallMs: 100, cpuMs: 79 })).toBe(true);
    expect(wasIdle({ wallMs: 100, cpuMs: 81 })).toBe(false);
  });
});
