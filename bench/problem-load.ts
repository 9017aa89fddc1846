/**
 * What loading `problem.ts` takes of a judge's start, in CPU time: as judges do it, and with the Babel that jiti brings, each time
 * in a fresh process.
 *
 *   npx jiti bench/problem-load.ts [--problem problems/small/bin-packing] [--rounds 15]
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { median } from '../dist/lib/stats.js';

const { values } = parseArgs({
  options: {
    problem: { type: 'string', default: 'problems/small/bin-packing' },
    rounds: { type: 'string', default: '15' },
  },
});
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const path = join(ROOT, values.problem, 'problem.ts');

/** The import of the problem alone, timed: all that it needs beside the compiler is loaded before. */
const timed = (load: string): string => `
import { createJiti } from 'jiti';
import * as zod from 'zod';
import * as barbican from '${ROOT}dist/domain/language/index.js';
import { importProblem } from '${ROOT}dist/evaluators/judge/import-problem.js';
const path = process.argv[1];
const before = process.cpuUsage();
await ${load};
const { user, system } = process.cpuUsage(before);
console.log((user + system) / 1000);
`;
const ways = {
  'as judges do it': timed('importProblem(path)'),
  'with Babel': timed(
    'createJiti(path, { fsCache: false, interopDefault: false, virtualModules: { barbican, zod } }).import(path)',
  ),
};
const times = new Map(Object.keys(ways).map((way) => [way, new Array<number>()]));
for (let round = 0; round < Number(values.rounds); round++) {
  for (const [way, text] of Object.entries(ways)) {
    const args = ['--input-type=module', '-e', text, path];
    times.get(way)?.push(Number(execFileSync(process.execPath, args, { cwd: ROOT })));
  }
}
const medians = [...times].map(([way, list]) => [way, median(list)] as const);
for (const [way, ms] of medians) console.log(`${way}: ${ms.toFixed(0)} ms of CPU time`);
const [ours = Number.NaN, babel = Number.NaN] = medians.map(([, ms]) => ms);
console.log(`ratio ${(babel / ours).toFixed(1)}, medians of ${values.rounds} interleaved rounds`);
