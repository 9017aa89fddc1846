import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { processTreeCpuMs } from '../../lib/node/process-tree-usage.ts';
import type { Outcome } from '../judge-protocol.ts';
import { busyCheck } from './busy-check.ts';
import { usageMeter } from './usage-meter.ts';

const OUTCOME: Outcome = {
  kind: 'finished',
  perWorkload: [{ regime: 'usual', index: 1, values: {} }],
  violations: [],
  defects: [],
  signature: '',
  partial: false,
};

/** What becomes of the outcome of a process that used some CPU time, a child's too, while its calls took `wallMs`. */
async function outcomeAfter(script: string, usedMs: number, wallMs: number): Promise<Outcome> {
  const child = spawn(process.execPath, ['-e', script], { stdio: 'ignore' });
  const pid = child.pid ?? 0;
  try {
    const check = busyCheck(usageMeter({ hostPid: pid, begunCpuMs: 0, us: 0 }, 0), pid);
    const beganMs = processTreeCpuMs(pid) ?? 0;
    while ((processTreeCpuMs(pid) ?? 0) - beganMs < usedMs) await sleep(10);
    check.meter.add(1000 * wallMs, 1);
    return check.held({ outcome: OUTCOME }).outcome;
  } finally {
    child.kill('SIGKILL');
  }
}

const SPINS = 'for (;;);';
const LETS_SPIN = `require('node:child_process').spawn(process.execPath, ['-e', 'for (let i = 0; i < 3e9; i++);']);
setInterval(() => undefined, 1000);`;

describe('busyCheck()', () => {
  it('busyCheck() finds a program that works while it is asked nothing', async () => {
    expect(await outcomeAfter(SPINS, 260, 10)).toMatchObject({
      violations: [
        { regime: 'usual', index: 1, detail: expect.stringMatching(/calls took 10 ms/u) },
      ],
    });
  });

  it('busyCheck() finds work of a process that the program started', async () => {
    expect(await outcomeAfter(LETS_SPIN, 400, 10)).toMatchObject({
      violations: [{ rule: expect.stringMatching(/not before and after/u) }],
    });
  });

  it('busyCheck() says nothing against threads that work within the calls', async () => {
    expect(await outcomeAfter(SPINS, 260, 400)).toEqual(OUTCOME);
  });

  it('busyCheck() checks nothing without a process', () => {
    const meter = usageMeter({ begunCpuMs: 0, us: 0 }, 0);
    expect(busyCheck(meter, undefined).held({ outcome: OUTCOME }).outcome).toBe(OUTCOME);
  });
});
