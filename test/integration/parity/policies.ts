/** The same mistakes in a policy's `problem.ts` and `problem.py`. */
import type { Twin } from './twin.ts';

export const POLICIES: readonly Twin[] = [
  {
    title: 'drive: is missing',
    differs: ['hint'],
    ts: {
      'drive: async': 'invariants: { no: async',
      '    return sums;\n  },': '    return true;\n  } },',
      'invariants: {},': '',
    },
    py: { '@problem.drive\n': '' },
  },
  {
    title: 'baselines: the name of what is judged',
    ts: {
      "baselines: { adds: './adds.ts' }":
        "baselines: { adds: './adds.ts', candidate: './adds.ts' }",
    },
    py: { "dict(adds='./adds.py')": "dict(adds='./adds.py', candidate='./adds.py')" },
  },
  {
    title: 'drive: a rival that does not exist',
    ts: { "'adds');": "'ads');" },
    py: { "'adds')": "'ads')" },
  },
  {
    title: 'drive: a rival that is a number',
    ts: { "'adds');": '3);' },
    py: { "'adds')": '3)' },
  },
  {
    title: 'drive: calls a policy',
    ts: { 'await one.step({ value })': 'await program.call({ value })' },
    py: { 'one.step(Seen(value))': 'program.call(Seen(value))' },
  },
  {
    title: 'drive: calls many of a policy',
    ts: { 'await one.step({ value })': 'await program.callEach([{ value }])' },
    py: { 'one.step(Seen(value))': 'program.call_each([Seen(value)])' },
  },
  {
    title: 'drive: a config that does not fit',
    ts: { 'start({ times: 2 })': "start({ times: 'twice' })" },
    py: { 'program.start(Config(2))': "program.start(Config('twice'))" },
  },
  {
    title: 'drive: an observation that does not fit',
    ts: { 'two.step({ value })': 'two.step({ value: null })' },
    py: { 'two.step(Seen(value))': 'two.step(Seen(None))' },
  },
  {
    title: 'drive: not pure',
    differs: ['message'],
    ts: { 'two.step({ value })': 'two.step({ value: Math.random() })' },
    py: { 'two.step(Seen(value))': "two.step(Seen(__import__('random').random()))" },
  },
  {
    title: 'drive: throws',
    ts: { 'return sums;': 'return sums.nothing.at.all;' },
    py: { 'return sums\n': 'return sums.nothing\n' },
  },
  {
    title: 'a rival that fails',
    ts: {},
    py: {},
    files: {
      adds: [
        "export const start = () => { let n = 0; return () => { if (n++ > 3) throw new TypeError('no idea'); return { sum: 1 }; }; };",
        "def start(config):\n    seen = []\n    def step(_):\n        seen.append(1)\n        if len(seen) > 4: raise TypeError('no idea')\n        return dict(sum=1)\n    return step",
      ],
    },
  },
  {
    title: 'a rival that goes away',
    ts: {},
    py: {},
    files: {
      adds: [
        'export const start = () => process.exit(3);',
        'import os\ndef start(config): os._exit(3)',
      ],
    },
  },
  {
    title: 'seed: gives no function',
    ts: {},
    py: {},
    files: { seed: ['export const start = () => 3;', 'def start(config): return 3'] },
  },
];
