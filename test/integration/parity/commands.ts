/** A command's `problem.ts` and `problem.py`: without chance, with everything that they can say, and with the same mistakes. */
import type { Twin } from './twin.ts';

/** Without chance, which is not the same in both languages. */
export const SAME_BYTES: Pick<Twin, 'ts' | 'py'> = {
  ts: {
    'large: { bytes: int(20_000, 50_000) }': 'large: { bytes: 30_000 }',
    'small: slow({ bytes: int(100, 200) })': 'small: slow({ bytes: 150 })',
    'rng.next() < 0.05 ? rng.int(0, 255) : byte)':
      '(byte * 5 + (i % 9 === 0 ? 7 : -4 * byte)) % 256)',
    '{ length: params.bytes }, () =>': '{ length: params.bytes }, (_, i) =>',
  },
  py: {
    'large=region(bytes=int_(20_000, 50_000))': 'large=region(bytes=30_000)',
    'small=slow(bytes=int_(100, 200))': 'small=slow(bytes=150)',
    'rng.randint(0, 255) if rng.random() < 0.05 else byte':
      '(byte * 5 + (7 if i % 9 == 0 else -4 * byte)) % 256',
    'for _ in range': 'for i in range',
  },
};

/** Of a command. */
export const EVERY_COMMAND: Twin = {
  title: 'a command whose metric is the time that a step takes',
  ts: {
    ...SAME_BYTES.ts,
    'usage.pack.cpuMs': 'usage.pack.wallMs + usage.calls',
    'memoryMiB: 64,': 'memoryMiB: 64, buildMs: 30_000,',
    "tests: ['make -s test']": "tests: ['make -s test', 'true']",
    'int, maximize, minimize, slow': 'int, maximize, minimize, relaxed, slow',
    'invariants: {': `bound: ({ workload }) => ({ ratio: relaxed(workload.length) }),
  relations: {
    'order does not matter': { change: ({ workload }) => workload.toReversed(), within: '1%' },
    'the end does not matter': { change: ({ workload }) => workload.slice(0, -9) },
  },
  invariants: {`,
  },
  py: {
    ...SAME_BYTES.py,
    'usage.pack.cpu_ms': 'usage.pack.wall_ms + usage.calls',
    'memory_mib=64,': 'memory_mib=64, build_ms=30_000,',
    "tests=['make -s test']": "tests=('make -s test', 'true')",
    'maximize, minimize, region, slow': 'maximize, minimize, region, relaxed, slow',
    "@problem.invariant('they come back')": `@problem.bound
def bound(workload):
    return dict(ratio=relaxed(len(workload)))


@problem.relation('order does not matter', within='1%')
def backwards(workload):
    return workload[::-1]


@problem.relation('the end does not matter')
def shorter(workload):
    return workload[:-9]


@problem.invariant('they come back')`,
  },
};

const at = (from: string, to: string): Readonly<Record<string, string>> => ({ [from]: to });

/** Seen when it is loaded. */
const AT_LOAD: readonly Twin[] = [
  {
    title: 'program.steps: a word of usage',
    ts: at("pack: './pack',", "cpuMs: './pack',"),
    py: at("pack='./pack',", "cpu_ms='./pack',"),
  },
  {
    title: 'program.steps: a step without a name',
    ts: at("pack: './pack',", "'': './pack',"),
    py: at("dict(pack='./pack', unpack='./unpack')", "{'': './pack'}"),
  },
  {
    title: 'program.steps: a step without a command',
    ts: at("pack: './pack',", "pack: '',"),
    py: at("pack='./pack',", "pack='',"),
  },
  {
    title: 'program.steps: none',
    ts: at("{ pack: './pack', unpack: './unpack' }", '{}'),
    py: at("dict(pack='./pack', unpack='./unpack')", '{}'),
  },
  {
    title: 'program.build: a number',
    ts: at("build: 'make -s pack unpack'", 'build: 3'),
    py: at("build='make -s pack unpack'", 'build=3'),
  },
  {
    title: 'program.build: an empty text',
    ts: at("build: 'make -s pack unpack'", "build: ''"),
    py: at("build='make -s pack unpack'", "build=''"),
  },
  {
    title: 'program.tests: an empty text',
    ts: at("['make -s test']", "['make -s test', '']"),
    py: at("['make -s test']", "['make -s test', '']"),
  },
  {
    title: 'program.edit: nothing',
    ts: at("['src/pack.h', 'src/more']", '[]'),
    py: at("['src/pack.h', 'src/more']", '[]'),
  },
  {
    title: 'program.edit: a path out of the tree',
    ts: at("'src/more'", "'src/../../problem'"),
    py: at("'src/more'", "'src/../../problem'"),
  },
  {
    title: 'program.edit: a path that is not there',
    ts: at("'src/pack.h', 'src/more'", "'src/more/', 'src/pakc.h'"),
    py: at("'src/pack.h', 'src/more'", "'src/more/', 'src/pakc.h'"),
  },
  {
    title: 'program.seed: a folder with the problem in it',
    ts: at("'./tree'", "'.'"),
    py: at("'./tree'", "'.'"),
  },
  {
    title: 'program.seed: a file',
    ts: at("'./tree'", "'./tree/Makefile'"),
    py: at("'./tree'", "'./tree/Makefile'"),
  },
  {
    title: 'program.seed: nothing',
    ts: at("'./tree'", "'./tre'"),
    py: at("'./tree'", "'./tre'"),
  },
  {
    title: 'baselines: one that changes what may not change',
    ts: {},
    py: {},
    files: { 'runs/check.sh': ['#!/bin/sh\n', '#!/bin/sh\n'] },
  },
  {
    title: 'limits.buildMs: nothing',
    ts: at('memoryMiB: 64,', 'memoryMiB: 64, buildMs: 0,'),
    py: at('memory_mib=64,', 'memory_mib=64, build_ms=0,'),
  },
  {
    title: 'drive: is missing',
    differs: ['hint'],
    ts: at('drive: async', 'bound: async'),
    py: at('@problem.drive\n', ''),
  },
];

/** Seen when its programs are judged. */
const AT_CHECK: readonly Twin[] = [
  {
    title: 'drive: a step that does not exist',
    ts: at("exec('unpack'", "exec('unpakc'"),
    py: at("exec('unpack'", "exec('unpakc'"),
  },
  {
    title: 'drive: a step that is a number',
    ts: at("exec('unpack'", 'exec(3'),
    py: at("exec('unpack'", 'exec(3'),
  },
  {
    title: 'drive: an option that does not exist',
    ts: at('stdin: packed', 'stdni: packed'),
    py: at('stdin=packed', 'stdni=packed'),
  },
  {
    title: 'drive: a text for bytes',
    differs: ['message'],
    ts: at('stdin: packed', "stdin: 'text'"),
    py: at('stdin=packed', "stdin='text'"),
  },
  {
    title: 'drive: a file that is a number',
    differs: ['message'],
    ts: at('stdin: packed', "files: { 'a/b': 3 }"),
    py: at('stdin=packed', "files={'a/b': 3}"),
  },
  {
    title: 'drive: a file for outside of the tree',
    differs: ['value'],
    ts: at('stdin: packed', "files: { '../x': packed }"),
    py: at('stdin=packed', "files={'../x': packed}"),
  },
  {
    title: 'drive: a file from outside of the tree',
    ts: at('stdin: packed', "take: ['a', '/etc/passwd']"),
    py: at('stdin=packed', "take=['a', '/etc/passwd']"),
  },
  {
    title: 'drive: calls a command',
    ts: at("exec('unpack', { stdin: packed })", 'call(packed)'),
    py: at("exec('unpack', stdin=packed)", 'call(packed)'),
  },
  {
    title: 'drive: calls many of a command',
    ts: at("exec('unpack', { stdin: packed })", 'callEach([packed])'),
    py: at("exec('unpack', stdin=packed)", 'call_each([packed])'),
  },
  {
    title: 'drive: starts a command',
    ts: at("exec('unpack', { stdin: packed })", 'start({})'),
    py: at("exec('unpack', stdin=packed)", 'start({})'),
  },
  {
    title: 'drive: not pure',
    differs: ['message'],
    ts: at('stdin: packed', 'stdin: Buffer.from(String(Math.random()))'),
    py: at('stdin=packed', "stdin=__import__('os').urandom(8)"),
  },
  {
    title: 'drive: throws',
    ts: at('return { packedBytes', 'throw new Error(String(exitCode)); return { packedBytes'),
    py: at('return dict(packed_bytes', 'raise ValueError(unpacked)\n    return dict(packed_bytes'),
  },
  {
    title: 'measure: the usage of a step that does not exist',
    ts: at('usage.pack.cpuMs', 'usage.pakc.cpuMs'),
    py: at('usage.pack.cpu_ms', 'usage.pakc.cpu_ms'),
  },
  {
    title: 'seed: does not build',
    ts: {},
    py: {},
    files: { 'tree/src/pack.h': ['int pack(', 'int pack('] },
  },
  {
    title: 'seed: does not pass its tests',
    ts: {},
    py: {},
    files: { 'tree/check.sh': ['#!/bin/sh\nexit 3\n', '#!/bin/sh\nexit 3\n'] },
  },
];

/** The same mistakes in a command's `problem.ts` and `problem.py`. */
export const COMMANDS: readonly Twin[] = [...AT_LOAD, ...AT_CHECK];
