/**
 * Does the search work, and which strategy? Both problems, several seeds, every strategy at equal evaluations.
 *
 * Prints the median and quartiles of the gain on the sealed holdout over the best baseline, in % of the baseline,
 * a paired test of each strategy against `random`, and how many claims hold and how many break: the gain of a claim
 * that breaks is in the quartiles too, so they say little where that number is not small.
 *
 *   npx jiti bench/search-small.ts [--seeds 10] [--first 1] [--evaluations 300] [--problems a,b]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startRun } from '../dist/compose/index.js';
import { median, quantile, wilcoxonSignedRank } from '../dist/lib/stats.js';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '10' },
    first: { type: 'string', default: '1' },
    evaluations: { type: 'string', default: '300' },
    problems: { type: 'string', default: 'problems/expert-placement,problems/cloud-broadcast' },
    strategies: { type: 'string', default: 'random,greedy,pool' },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'barbican-bench-'));
const strategies = values.strategies.split(',');

for (const problemPath of values.problems.split(',')) {
  const gains = new Map<string, number[]>(strategies.map((name) => [name, []]));
  const verdicts = new Map<string, string[]>(strategies.map((name) => [name, []]));
  for (
    let seed = Number(values.first);
    seed < Number(values.first) + Number(values.seeds);
    seed++
  ) {
    for (const strategy of strategies) {
      const { gain, verdict } = await holdoutOf(problemPath, strategy, seed);
      gains.get(strategy)?.push(gain);
      verdicts.get(strategy)?.push(verdict);
      console.error(`${problemPath} seed ${seed} ${strategy}: ${gain.toFixed(2)} %, ${verdict}`);
    }
  }
  console.log(
    `\n${problemPath}: ${values.evaluations} evaluations, ${values.seeds} seeds; holdout gain over the best baseline, %`,
  );
  console.log(
    'strategy   median   [quartiles]        hold  break  against random: wins, p (Wilcoxon signed rank, two-sided)',
  );
  for (const [name, list] of gains) {
    const p = name === 'random' ? '' : comparison(list, gains.get('random'));
    const box = `[${quantile(list, 0.25).toFixed(2)}, ${quantile(list, 0.75).toFixed(2)}]`;
    const count = (wanted: string): string =>
      String(verdicts.get(name)?.filter((verdict) => verdict === wanted).length).padStart(4);
    console.log(
      `${name.padEnd(10)} ${median(list).toFixed(2).padStart(6)}   ${box.padEnd(18)} ${count('holds')}  ${count('breaks')}   ${p}`,
    );
  }
}
rmSync(folder, { recursive: true, force: true });

/** Against the gains of the same seeds; nothing if there are none. */
function comparison(list: readonly number[], random: readonly number[] | undefined): string {
  if (!random) return '–';
  const differences = list.map((gain, i) => gain - (random[i] ?? Number.NaN));
  const wins = differences.filter((d) => d > 0).length;
  const losses = differences.filter((d) => d < 0).length;
  return `${wins}:${losses}, p=${wilcoxonSignedRank(differences).toFixed(4)}`;
}

interface Holdout {
  /** NaN if the claim's program gave no valid answer there. */
  readonly gain: number;
  readonly verdict: string;
}

async function holdoutOf(problemPath: string, strategy: string, seed: number): Promise<Holdout> {
  const { events } = await startRun({
    problemPath,
    outFolder: join(folder, `${problemPath.replaceAll('/', '-')}-${strategy}-${seed}`),
    budget: { evaluations: Math.round(Number(values.evaluations) / 0.9) },
    strategy,
    strategyOptions: {},
    rngSeed: seed,
    secret: `bench-${seed}`,
    tier: 'auto',
    signal: new AbortController().signal,
  });
  let gain = Number.NaN;
  let verdict = 'no claim';
  for await (const event of events) {
    if (event.type !== 'holdout.opened') continue;
    const { claim } = event;
    verdict = claim.verdict;
    const row = claim.comparisons.find(
      (c) => c.reference === claim.reference && c.regime === 'all scored',
    );
    if (row && row.referenceValue !== null)
      gain = (100 * row.gain.mean) / Math.abs(row.referenceValue);
  }
  return { gain, verdict };
}
