import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseTier } from '../../dist/sandboxes/choose-tier.js';
import { coveredStdio } from '../../dist/sandboxes/covered-stdio.js';
import { nodeHost } from '../../dist/sandboxes/hosts/node.js';
import { probeOptions } from '../../dist/sandboxes/probe-options.js';
import { tiersHere } from '../../dist/sandboxes/sandbox.js';
import { createWorkplace } from '../../dist/sandboxes/workplace.js';
import type { Tier } from '../../src/domain/evaluation.ts';

const SOURCE = join(import.meta.dirname, '../fixtures/native/raw-calls.c');
const limits = { callMs: 1, workloadMs: 1, memoryMiB: 96, outputBytes: 1 };
const hasCompiler = spawnSync('gcc', ['--version']).status === 0;
const tiers = (await tiersHere()).flatMap(({ tier, driver }) => (driver ? [tier] : []));

describe.skipIf(!hasCompiler)('a native program', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'barbican-native-'));
    chmodSync(folder, 0o755);
    execFileSync('gcc', ['-O1', '-o', join(folder, 'raw-calls'), SOURCE]);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** What it says when it runs in a tier: the binary stands in for an interpreter. */
  async function lines(tier: Tier): Promise<string[]> {
    using workplace = createWorkplace();
    const binary = join(folder, 'raw-calls');
    const options = probeOptions(workplace, nodeHost());
    const driver = await chooseTier(tier, options);
    const host = {
      ...nodeHost(),
      interpreterPath: binary,
      mounts: [{ from: binary, at: 'raw-calls' }],
      args: () => [],
    };
    const command = driver.command(host, { hostFile: options.hostFile, limits, marker: 'native' });
    const [file, ...args] = command.argv;
    const stdio = coveredStdio(['ignore', 'pipe', 'inherit']);
    const child = spawn(file, args, { env: command.env, cwd: '/', stdio });
    return (await text(child.stdout ?? Readable.from([]))).split('\n').filter(Boolean);
  }

  it.each(tiers.filter((tier) => tier === 'namespace' || tier === 'landlock'))(
    'a native program gets nothing from the kernel that the %s tier denies',
    async (tier) => {
      const said = await lines(tier);
      expect(said.filter((line) => line.startsWith('got '))).toEqual([]);
      expect(said.length).toBeGreaterThan(20);
      expect(said.at(-1)).toBe('end');
    },
  );

  it.skipIf(!tiers.includes('process'))(
    'a native program gets it where there is no wall',
    async () => {
      const said = await lines('process');
      expect(said.filter((line) => line.startsWith('got ')).length).toBeGreaterThan(4);
    },
  );
});
