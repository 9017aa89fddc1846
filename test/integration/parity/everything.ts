/** Everything that a problem can say, said in both languages. */
import type { Twin } from './twin.ts';

const SORT = 'export const sort = (x) => x.toSorted((a, b) => a - b);';
const ADDS = `export const start = ({ times }) => {
  let sum = 0;
  return ({ value }) => ({ sum: (sum += times * value) });
};`;

/** Of a function. */
export const EVERYTHING: Twin = {
  title: 'everything that a problem of functions can say',
  ts: {
    'real, slow, exact': 'real, slow, exact, floor, maximize, logInt, logReal, relaxed',
    'output: z.array(z.number()) }': 'output: z.array(z.number()).min(1).max(50) }',
    "summary: 'Sort numbers.',": "summary: 'Sort numbers.',\n  background: 'Soon.',",
    'callMs: 500, ': '',
    "order: oneOf('none', 'up') }":
      "order: oneOf('none', 'up'), big: logInt(1, 9), far: logReal(0.1, 10) }",
    "slow({ order: 'up', length: 12 })":
      "slow({ order: 'up', length: 12 }, { by: '3%', than: 'same' })",
    "misplaced: minimize('numbers')":
      "misplaced: minimize('numbers', { of: 'tail99', minEffect: 0.02 }), kept: maximize('share', { across: 'ratio', only: ['few', 'many'] })",
    'ms: usage.cpuMs,':
      'ms: usage.wallMs, kept: workload.length > 12 || workload.length < 11 ? { top: output.length, bottom: workload.length } : null,',
    '({ misplaced: exact(0) })': '({ misplaced: relaxed(-1) })',
    '=> workload.toReversed() }': "=> workload.toReversed(), within: '1%' }",
    "objectives: ['misplaced']": "objectives: ['misplaced', 'kept']",
    'ms: atMost(1_000)':
      "ms: [atMost(1_000), atMost(2_000, { in: 'overall' })], kept: floor({ by: '5%', than: 'same', in: 'few' })",
    "seed: './seed.ts'": "seed: './main.js'",
    "same: './same.ts'": "same: './main.js'",
  },
  py: {
    'output=list[float])': 'output=Annotated[list[float], at_least(1), at_most(50)])',
    'import math': 'import math\nfrom typing import Annotated',
    "'Sort numbers.',": "'Sort numbers.',\n    background='Soon.',",
    'call_ms=500, ': '',
    "order=one_of('none', 'up'))":
      "order=one_of('none', 'up'), big=log_int(1, 9), far=log_real(0.1, 10))",
    "slow(order='up', length=12)": "slow(order='up', length=12, by='3%', than='same')",
    "misplaced=minimize('numbers')":
      "misplaced=minimize('numbers', of='tail99', min_effect=0.02), kept=maximize('share', across='ratio', only=('few', 'many'))",
    'ms=usage.cpu_ms)':
      'ms=usage.wall_ms, kept=dict(top=len(output), bottom=len(workload)) if not 10 < len(workload) < 13 else None)',
    'exact(0)': 'relaxed(-1)',
    "'order does not matter')": "'order does not matter', within='1%')",
    "objectives=['misplaced']": "objectives=['misplaced', 'kept']",
    'ms=at_most(1_000)':
      "ms=[at_most(1_000), at_most(2_000, in_='overall')], kept=floor(by='5%', than='same', in_='few')",
    "'./seed.py'": "'./main.js'",
    "'./same.py'": "'./main.js'",
  },
  files: { 'main.js': [SORT, SORT] },
};

/** Of a policy. */
export const EVERY_POLICY: Twin = {
  title: 'a policy whose metric is the time that it takes',
  ts: {
    'cpuMs: usage.cpuMs': 'cpuMs: usage.wallMs',
    "seed: './seed.ts'": "seed: './main.js'",
    "adds: './adds.ts'": "adds: './main.js'",
  },
  py: {
    'cpuMs=usage.cpu_ms': 'cpuMs=usage.wall_ms',
    "'./seed.py'": "'./main.js'",
    "adds='./adds.py'": "adds='./main.js'",
  },
  files: { 'main.js': [ADDS, ADDS] },
};
