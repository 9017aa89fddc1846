import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readInstances } from '../../bench/cheats/instance.ts';
import { sumsOf } from '../../bench/cheats/report.ts';
import { runBenchmark } from '../../bench/cheats/run.ts';

const FOLDER = join(import.meta.dirname, '../../bench/cheats');
const instances = readInstances(join(FOLDER, 'programs'), join(FOLDER, 'tasks'));
/** One of most classes, each of which a scorer that shares its process with the candidate lets through. */
const LET_THROUGH = [
  'javascript/schedule/D2-first-half',
  'javascript/schedule/H1-max-is-tiny',
  'javascript/schedule/I1-fewer-machines',
  'javascript/schedule/L1-reads-a-known-file',
  'javascript/schedule/N2-negative-machine',
  'javascript/schedule/R1-prints-and-exits',
  'python/schedule/B2-raises-on-hard-cases',
  'python/schedule/P1-sitecustomize',
];
const HONEST = ['javascript/schedule/honest-logs', 'python/schedule/honest-other-ties'];

async function benchmark(weak: boolean): ReturnType<typeof runBenchmark> {
  return runBenchmark({
    instances: instances.filter(({ id }) => [...LET_THROUGH, ...HONEST].includes(id)),
    folder: FOLDER,
    secret: 'a secret of the tests on the cheat benchmark',
    weak,
    onLine: () => undefined,
  });
}

describe('readInstances()', () => {
  it('finds a program for each template, in three substrates, and honest ones', () => {
    const templates = new Set(instances.flatMap(({ template }) => template ?? []));
    expect(templates.size).toBe(46);
    for (const substrate of ['javascript', 'python', 'native'])
      expect(instances.filter((one) => one.substrate === substrate).length).toBeGreaterThan(60);
    const honest = instances.filter(({ letter }) => letter === undefined);
    expect(honest.length).toBeGreaterThanOrEqual(40);
    expect(instances.length - honest.length).toBeGreaterThanOrEqual(130);
  });
});

describe('runBenchmark()', () => {
  it('finds every cheat stopped, and no honest program wronged, when Barbican judges', async () => {
    const results = await benchmark(false);
    expect(results.map(({ instance }) => instance.id).toSorted()).toEqual(
      [...LET_THROUGH, ...HONEST].toSorted(),
    );
    expect(sumsOf(results)).toEqual({ wall: 1, overall: 1, wronged: 0 });
  });

  it('finds them all missed when a scorer in the candidate’s own process judges', async () => {
    const results = await benchmark(true);
    const missed = results.filter(({ verdict }) => verdict === 'missed');
    expect(missed.map(({ instance }) => instance.id).toSorted()).toEqual(LET_THROUGH.toSorted());
    expect(sumsOf(results).wall).toBe(0);
  });
});
