import type { Wrong } from './wrong-at-load.ts';

/** What is wrong with a command in `problem.py` that `problem.ts` says in other words, or cannot say; the rest is in `../parity`. */
export const PYTHON_WRONG_COMMANDS: readonly Wrong[] = [
  {
    title: 'no build',
    change: { "        build='make -s pack unpack',\n": '' },
    says: ['problem.py:6', 'command(build)', 'is missing'],
  },
  {
    title: 'an unknown key',
    change: { "tests=['make -s test']": "test=['make -s test']" },
    says: ['problem.py:6', 'command(test)', 'is not a key', 'did you mean "tests"?'],
  },
  {
    title: 'another sort of program',
    change: { 'program=command(': 'program=dict(seed=' },
    says: ['program', 'must be function(…), policy(…) or command(…)'],
  },
  {
    title: 'a path that may change and is no list',
    change: { "edit=['src/pack.h', 'src/more']": "edit='src'" },
    says: ['program.edit', '"src"', 'must be list'],
  },
  {
    title: 'no drive',
    change: { '@problem.drive\n': '' },
    says: ['drive', "'command' has no default", "program.exec('pack', stdin=…)"],
  },
  {
    title: 'an unknown limit',
    change: { 'memory_mib=64,': 'memory_mib=64, buildMs=3,' },
    says: ['limits.buildMs', 'did you mean "build_ms"?'],
  },
  {
    title: 'a text for bytes',
    change: { 'stdin=packed': "stdin='text'" },
    says: ['program.exec.stdin', '"text"', 'must be bytes'],
  },
  {
    title: 'a step that is run in another thread',
    change: {
      "packed = program.exec('pack', stdin=workload).stdout":
        "packed = __import__('concurrent.futures', fromlist=['x']).ThreadPoolExecutor().submit(program.exec, 'pack', stdin=workload).result().stdout",
    },
    says: ['program.exec', 'must be called in the thread of "drive"'],
  },
  {
    title: 'a file outside of the tree',
    change: { 'stdin=packed': "stdin=packed, files={'../x': b''}" },
    says: ['program.exec.files.../x', 'must be a path from the folder of the tree'],
  },
];
