/** With a peer that stops nothing, in real namespaces: the bench can see what it is there to see. */
import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import type { Job } from './job.ts';
import { commandOf, LEAKY } from './peers.ts';
import { runCell, unshareCommand } from './run-cell.ts';
import { verdictOn } from './verdict.ts';

const [file = '', ...args] = unshareCommand(['true']);
const works = spawnSync(file, args).status === 0;

function jobWith(fault: Job['fault']): Job {
  return {
    peer: LEAKY.name,
    fault,
    run: [...commandOf(LEAKY, '', 'run')],
    scores: [...commandOf(LEAKY, '', 'scores')],
    variant: '',
    evalSeconds: 5,
    limitSeconds: 40,
  };
}

it.runIf(works).concurrent.each([
  ['forks', { effect: true, endedRightly: true, nextRight: true, left: 50, lost: 0 }],
  ['key', { effect: true, endedRightly: true, nextRight: true, left: 0, lost: 0 }],
  ['kills', { effect: true, endedRightly: true, nextRight: true, left: 0, lost: 0 }],
] as const)('runCell() sees what comes of %s when nobody stops it', async (fault, expected) => {
  const { seen } = await runCell(jobWith(fault), false);
  expect(verdictOn(fault, seen)).toMatchObject(expected);
});
