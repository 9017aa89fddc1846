import type { Wrong } from '../judge/wrong-problems.ts';

/** What is wrong with a problem of a command when it is loaded. */
export const WRONG_AT_LOAD: readonly Wrong[] = [
  {
    title: 'a step that is called as a word of usage',
    change: { "pack: './pack',": "cpuMs: './pack',", 'usage.pack.': 'usage.' },
    says: ['program.steps.cpuMs', 'must have another name'],
  },
  {
    title: 'a path that may change and leads out of the tree',
    change: { "'src/more'": "'../problem.ts'" },
    says: ['program.edit.1', '"../problem.ts"', 'must be a path from the folder of the tree'],
  },
  {
    title: 'a path that may change and is not there',
    change: { "'src/pack.h', 'src/more'": "'src/pakc.h'" },
    says: ['program.edit', '"src/pakc.h"', 'did you mean "src/pack.h"?'],
  },
  {
    title: 'a tree that holds the problem',
    change: { "'./tree'": "'.'" },
    says: ['program.seed', '"."', 'holds the problem itself', 'a folder of its own'],
  },
  {
    title: 'a tree that is a file',
    change: { "'./tree'": "'./tree/Makefile'" },
    says: ['program.seed', 'must name a folder'],
  },
  {
    title: 'a baseline that changes what may not change',
    change: {},
    files: { 'runs/Makefile': 'pack unpack:\n\techo' },
    says: ['baselines.runs', 'holds Makefile, which may not change', 'src/pack.h'],
  },
  {
    title: 'a counted step that is called as a step',
    change: {
      "steps: { pack: './pack', unpack: './unpack' },":
        "steps: { pack: './pack', unpack: './unpack' }, counted: { pack: './pack' },",
    },
    says: ['program.counted.pack', 'must have another name', 'packCounted'],
  },
  {
    title: 'no drive',
    change: { 'drive: async': 'relations: {}, bound: async' },
    says: ['drive', "'command' has no default", "program.exec('pack'"],
  },
];

/** What is wrong with it when its programs are judged. */
export const WRONG_AT_CHECK: readonly Wrong[] = [
  {
    title: 'drive runs a step that does not exist',
    change: { "exec('unpack'": "exec('unpakc'" },
    says: ['program.exec', '"unpakc"', 'did you mean "unpack"?'],
  },
  {
    title: 'drive calls the command',
    change: { "program.exec('pack', { stdin: workload })": 'program.call(workload)' },
    says: ['program.call', 'is not for a command', '`exec`'],
  },
  {
    title: 'drive gives a text for bytes',
    change: { '{ stdin: packed }': "{ stdin: 'text' }" },
    says: ['program.exec.stdin', 'must be bytes'],
  },
  {
    title: 'drive takes a file from outside of the tree',
    change: { '{ stdin: packed }': "{ stdin: packed, take: ['../secret'] }" },
    says: ['program.exec.take.0', 'must be a path from the folder of the tree'],
  },
  {
    title: 'drive is not pure',
    change: {
      '{ stdin: packed }':
        '{ stdin: Buffer.concat([packed, Buffer.alloc(0)]), files: { now: Buffer.from(String(performance.now())) } }',
    },
    says: ['drive', 'is not pure'],
  },
  {
    title: 'the seed program does not build',
    change: {},
    files: { 'tree/src/pack.h': 'int pack(' },
    says: ['program.seed', 'failed (compile)', 'src/pack.c:3', 'it must compile'],
  },
  {
    title: 'the seed program does not pass its tests',
    change: {},
    files: { 'tree/check.sh': '#!/bin/sh\necho no idea\nexit 3\n' },
    says: ['program.seed', 'failed (tests)', '"make -s test"', 'no idea'],
  },
];
