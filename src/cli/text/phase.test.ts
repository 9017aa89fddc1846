import { describe, expect, it } from 'vitest';
import { runStateOf } from '../../domain/run-state.ts';
import { shortRun, storedEvents } from '../../testing/run-events.ts';
import { phaseOf } from './phase.ts';

const events = storedEvents(shortRun());
const phases = events.map((_, i) => phaseOf(runStateOf(events.slice(0, i + 1))));

describe('phaseOf()', () => {
  it('says what a run is busy with at each of its events', () => {
    expect(phases.filter((phase, i) => phase !== phases[i - 1])).toEqual([
      'judging the seed program and 1 baselines (0 done)',
      'judging the seed program and 1 baselines (1 done)',
      'beginning the search',
      'trying t1 of seed',
      'trying t1 of seed, t2 of seed',
      'trying t1 of seed, t2 of seed, t3 of seed',
      'trying t2 of seed, t3 of seed',
      'trying t2 swap of seed, t3 of seed',
      'trying t2 swap of seed',
      'measuring the best programs on fresh workloads',
      'confirming the claim on fresh workloads',
      'opening the holdout',
      'done',
      'ended',
    ]);
  });
});
