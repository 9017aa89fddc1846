import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { coveredStdio } from '../../dist/sandboxes/covered-stdio.js';
import { nodeHost } from '../../dist/sandboxes/hosts/node.js';
import { pythonHosts } from '../../dist/sandboxes/hosts/python.js';
import { ATTEMPTED_CLAIMS } from '../../dist/sandboxes/escapes/attempts.js';
import { openStage } from '../../dist/sandboxes/escapes/stage.js';
import { asNobody, asThisUser, isRoot } from '../../dist/sandboxes/privileges.js';
import { seccompFilter } from '../../dist/sandboxes/seccomp.js';
import { tiersHere } from '../../dist/sandboxes/sandbox.js';
import { scopesSignals } from '../../dist/sandboxes/tiers/landlock-rights.js';
import { landlockTier } from '../../dist/sandboxes/tiers/landlock.js';
import { createWorkplace } from '../../dist/sandboxes/workplace.js';
import type { LanguageHost } from '../../src/sandboxes/hosts/host.ts';

const ESCAPES = fileURLToPath(new URL('../../dist/sandboxes/escapes', import.meta.url));
const HELPER = fileURLToPath(new URL('../../dist/sandboxes/tiers/landlock.pl', import.meta.url));
const limits = { callMs: 1, workloadMs: 1, memoryMiB: 96, outputBytes: 1 };
const architecture = process.arch === 'arm64' ? 'arm64' : 'x64';
const works = (await tiersHere()).some(({ tier, driver }) => tier === 'landlock' && driver);

/** What an older kernel would do with a program: nothing is asked of this one that it would not know. */
async function attempted(abi: number, host: LanguageHost, args: (head: string) => string[]) {
  using workplace = createWorkplace();
  await using stage = await openStage();
  const privileges = isRoot() ? asNobody : asThisUser;
  const filter = seccompFilter(architecture, {
    shared: true,
    signalsSelfOnly: !scopesSignals(abi),
  });
  const driver = landlockTier({
    perlPath: 'perl',
    helperFile: workplace.share(HELPER),
    filterFile: workplace.keep('filter', filter),
    architecture,
    abi,
    privileges,
  });
  const claims = ATTEMPTED_CLAIMS.filter((claim) => driver.lacks[claim] === undefined);
  const told = JSON.stringify({ ...stage.told, claims });
  const { argv, env } = driver.command(
    { ...host, args: () => args(told) },
    { hostFile: workplace.share(host.hostFile), limits, marker: 'abi' },
  );
  const [file, ...rest] = argv;
  const stdio = coveredStdio(['ignore', 'pipe', 'inherit']);
  const child = spawn(file, rest, { env, cwd: '/', stdio });
  const stdout = await text(child.stdout ?? Readable.from([]));
  const lines = stdout.split('\n').filter(Boolean);
  const through = lines.filter(
    (line) => line.includes('"held":false') || line.includes('"held": false'),
  );
  return { through, last: lines.at(-1), tries: lines.length, reached: stage.reached() };
}

// The last argument begins with what the programs are told.
const python = (told: string): string[] => [
  '-s',
  '-S',
  '-c',
  `STAGE = ${told}\n${readFileSync(`${ESCAPES}/attempts.py`, 'utf8')}`,
];
const javascript = (told: string): string[] => [
  '-e',
  `const STAGE = ${told};\n${readFileSync(`${ESCAPES}/attempts.cjs`, 'utf8')}\nexports.run();`,
];

describe.skipIf(!works)('landlockTier() on an older kernel', () => {
  for (const abi of [1, 2, 3, 4, 5, 6]) {
    it(`landlockTier() keeps what it promises with ABI ${abi}`, async () => {
      const hosts = await pythonHosts([]);
      const host = hosts.at(-1) ?? nodeHost();
      for (const found of [
        await attempted(abi, host, python),
        await attempted(abi, nodeHost(), javascript),
      ]) {
        expect(found).toMatchObject({ through: [], last: 'null', reached: [] });
        expect(found.tries).toBeGreaterThan(30);
      }
    });
  }
});
