import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { processTreeCpuMs } from './process-tree-usage.ts';

/** User and system time are known in whole ticks each. */
const TICKS_MS = 20;
const WORK = 'for (const end = process.cpuUsage().user + 30_000; process.cpuUsage().user < end; );';
const USED = 'const { user, system } = process.cpuUsage(); const usedMs = (user + system) / 1000;';
/** Each tells what it and those that have ended have used. */
const WORKERS = {
  'threads that have ended': `
    const { Worker } = require('node:worker_threads');
    new Worker(${JSON.stringify(WORK)}, { eval: true }).on('exit', () => { ${USED} process.send(usedMs); });`,
  'children that have ended': `
    const code = ${JSON.stringify(`${WORK} ${USED} console.log(usedMs);`)};
    const { stdout } = require('node:child_process').spawnSync(process.execPath, ['-e', code]);
    ${USED} process.send(usedMs + Number(stdout));`,
};

describe('processTreeCpuMs()', () => {
  it.each(Object.entries(WORKERS))('counts %s to the tick', async (_, code) => {
    const child = spawn(process.execPath, ['-e', `${code} setInterval(() => {}, 1e6)`], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const [usedMs] = await once(child, 'message');
    const seenMs = processTreeCpuMs(child.pid ?? 0);
    child.kill('SIGKILL');
    expect(seenMs).toBeGreaterThan(Number(usedMs) - TICKS_MS);
  });
});
