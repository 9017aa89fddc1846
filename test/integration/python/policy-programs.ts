/** Policies in Python for the problem of `policy-folder.ts`. */
import type { Case } from '../judge/policy-programs.ts';

/** A program that adds one more when `knows` is true. */
function addsUnless(knows: string, before = ''): string {
  return `${before}
def start(config):
    more, total = int(bool(${knows})), 0
    def step(observation):
        nonlocal total
        total += config['times'] * observation['value']
        return dict(sum=total + more)
    return step
`;
}

/** Programs that would be wrong if anything of an instance outlived it or was seen by another. */
export const PYTHON_FORGETFUL: readonly Case[] = [
  {
    title: 'in its module',
    text: addsUnless('bool(started) or started.append(1)', 'started = []'),
  },
  {
    title: 'in a module of the library',
    text: addsUnless("getattr(math, 'seen', 0) or setattr(math, 'seen', 1)", 'import math'),
  },
  {
    title: 'in its environment',
    text: addsUnless("'SEEN' in os.environ or os.environ.update(SEEN='1')", 'import os'),
  },
];

/** Programs that fail, and how. */
export const PYTHON_FAILING: readonly (Case & { readonly kind: string; readonly says: string })[] =
  [
    { title: 'cannot be compiled', text: 'def start(:', kind: 'compile', says: '' },
    { title: 'lacks the entry', text: 'stop = 1', kind: 'missing-entry', says: '' },
    {
      title: 'throws when it is started',
      text: 'def start(config): raise ValueError("no idea")',
      kind: 'crash',
      says: 'no idea',
    },
    {
      title: 'gives no function when it is started',
      text: 'def start(config): return dict(step=1)',
      kind: 'crash',
      says: 'gave dict, not a function of an observation',
    },
    {
      title: 'throws in a step',
      text: 'def start(config): return lambda observation: 1 / 0',
      kind: 'crash',
      says: 'ZeroDivisionError',
    },
    {
      title: 'gives what the schema refuses',
      text: 'def start(config): return lambda observation: dict(sum="much")',
      kind: 'bad-output',
      says: 'the action does not fit',
    },
    {
      title: 'gives more than the schema knows',
      text: 'def start(config): return lambda observation: dict(sum=1, error=0)',
      kind: 'bad-output',
      says: 'action',
    },
    {
      title: 'does not answer a step',
      text: 'def start(config):\n def step(_):\n  while True: pass\n return step',
      kind: 'timeout',
      says: 'a call was not answered within 2000 ms',
    },
    {
      title: 'takes more memory than it may',
      text: 'def start(config):\n def step(_):\n  kept = []\n  while True: kept.append(bytearray(2 ** 20))\n return step',
      kind: 'memory',
      says: 'memory',
    },
    {
      title: 'leaves in a step',
      text: 'import os\ndef start(config): return lambda observation: os._exit(7)',
      kind: 'exit',
      says: '7',
    },
  ];
