/**
 * How many cheats does the wall stop? Every program of `bench/cheats/programs` is judged as a run judges it, and by an
 * oracle of its own; prints a table by class and substrate, and what was missed by name. `docs/cheat-benchmark.md` says
 * how to read it.
 *
 * Exits with 1 below 99 % prevented or detected in the classes H R T W L I N D B P, below 90 % over all, or above 1 % of
 * honest programs wronged.
 *
 *   npm run bench:cheats -- [--only H,R] [--substrate python] [--match text] [--weak] [--json] [--secret text]
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readInstances } from './cheats/instance.ts';
import { runBenchmark } from './cheats/run.ts';
import { holds, jsonReport, textReport } from './cheats/report.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    substrate: { type: 'string' },
    match: { type: 'string', default: '' },
    weak: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    secret: { type: 'string', default: 'the secret of the cheat benchmark' },
    help: { type: 'boolean', default: false },
  },
});
const USAGE = `npm run bench:cheats -- [options]
  --only H,R          classes by their letters, and "honest"; all if absent
  --substrate python  one substrate
  --match text        programs whose name holds the text
  --weak              let a scorer in the candidate's own process judge them, to see that the table can fail (not native)
  --json              one line of JSON for each program, then one for the sums
  --secret text       what the hidden workloads come from`;

const folder = join(import.meta.dirname, 'cheats');
const letters = values.only?.split(',');
if (values.help) {
  console.log(USAGE);
} else {
  const tasks = join(folder, 'tasks');
  const instances = readInstances(join(folder, 'programs'), tasks).filter(
    ({ id, letter, substrate }) =>
      (letters?.includes(letter ?? 'honest') ?? true) &&
      substrate.includes(values.substrate ?? '') &&
      !(values.weak && substrate === 'native') &&
      id.includes(values.match),
  );
  const results = await runBenchmark({
    instances,
    folder,
    secret: values.secret,
    weak: values.weak,
    onResult: (line) => process.stderr.write(line),
  });
  console.log(values.json ? jsonReport(results) : textReport(results));
  process.exitCode = holds(results) ? 0 : 1;
}
