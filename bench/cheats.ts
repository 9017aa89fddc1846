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
import { LETTERS, readInstances, SUBSTRATES } from './cheats/instance.ts';
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
  --only H,honest     classes by their letters, and "honest"; all if absent
  --substrate python  substrates: javascript, python, native
  --match text        programs whose name holds the text
  --weak              let a scorer in the candidate's own process judge them, to see that the table can fail (not native)
  --json              one line of JSON for each program, then one for the sums
  --secret text       what the hidden workloads come from`;

const folder = join(import.meta.dirname, 'cheats');
if (values.help) {
  console.log(USAGE);
} else {
  const letters = listed('only', values.only, [...LETTERS, 'honest']);
  const substrates = listed('substrate', values.substrate, SUBSTRATES);
  const instances = readInstances(join(folder, 'programs'), join(folder, 'tasks')).filter(
    ({ id, letter, substrate }) =>
      letters.includes(letter ?? 'honest') &&
      substrates.includes(substrate) &&
      !(values.weak && substrate === 'native') &&
      id.includes(values.match),
  );
  if (instances.length === 0) fail(`no program is called like "${values.match}" there`);
  const results = await runBenchmark({
    instances,
    folder,
    secret: values.secret,
    weak: values.weak,
    onLine: (line) => process.stderr.write(`${line}\n`),
  });
  console.log(values.json ? jsonReport(results) : textReport(results));
  process.exitCode = holds(results) ? 0 : 1;
}

/** The words of an option, each of which must be known; all of them if it is absent. */
function listed(
  option: string,
  value: string | undefined,
  known: readonly string[],
): readonly string[] {
  const words = value?.split(',') ?? known;
  const unknown = words.find((word) => !known.includes(word));
  if (unknown !== undefined) fail(`--${option} knows ${known.join(', ')}: not "${unknown}"`);
  return words;
}

function fail(message: string): never {
  console.error(`bench:cheats: ${message}`);
  process.exit(2);
}
