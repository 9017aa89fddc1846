/**
 * Barbican, by its built engine, store and sandboxes: all of a run, with a proposer that takes what the server says.
 *
 *   run <folder>      runs the search        scores <folder>   prints what the log holds
 *   probe <tier>      says on stderr why a tier does not work here
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { openProblemWorld } from '../../../dist/compose/problem-world.js';
import type { Evaluator } from '../../../dist/contracts/evaluator.js';
import type { Proposer } from '../../../dist/contracts/proposer.js';
import type { Tier } from '../../../dist/domain/evaluation.js';
import { programOf } from '../../../dist/engine/programs.js';
import { run } from '../../../dist/engine/run.js';
import { systemClock } from '../../../dist/lib/clock.js';
import { hashOf } from '../../../dist/lib/hash.js';
import { createSyntax } from '../../../dist/lib/node/grammars.js';
import { openMachineSandbox } from '../../../dist/sandboxes/sandbox.js';
import { openSqliteStore } from '../../../dist/stores/sqlite.js';
import { strategyNamed } from '../../../dist/strategies/table.js';

/** What the cell wrote. */
const SettingsShape = z.object({
  server_url: z.string(),
  model: z.string(),
  proposals: z.number(),
  variant: z.string(),
});
type Settings = z.infer<typeof SettingsShape>;

const CompletionShape = z.object({
  choices: z.tuple([z.object({ message: z.object({ content: z.string() }) })]),
});

const SECRET = 'a bench may choose its own';
const [verb = '', argument = ''] = process.argv.slice(2);
const verbs: Readonly<Record<string, (argument: string) => Promise<void>>> = {
  run: search,
  scores,
  probe,
};
await verbs[verb]?.(argument);

async function search(folder: string): Promise<void> {
  const settings = SettingsShape.parse(
    JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8')),
  );
  const { signal } = new AbortController();
  const problemPath = join(dirname(fileURLToPath(import.meta.url)), '../task/barbican');
  await using world = await openProblemWorld({
    problemPath,
    secret: SECRET,
    tier: tierNamed(settings.variant),
    concurrency: 1,
    signal,
  });
  await using store = openSqliteStore(join(folder, 'out'), { mode: 'create', clock: systemClock });
  const { strategy, options: strategyOptions } = strategyNamed('pool', {});
  const events = run({
    runId: 'peers',
    barbicanVersion: '0',
    problemPath,
    problem: world.problem,
    budget: { trials: settings.proposals },
    rngSeed: 1,
    concurrency: 1,
    strategy,
    strategyOptions,
    proposer: scripted(settings),
    evaluator: loud(world.evaluator),
    store,
    syntax: await createSyntax(),
    clock: systemClock,
    tier: world.tier,
    tierNotice: world.tierNotice,
    secretHash: hashOf(SECRET),
    signal,
  });
  for await (const event of events) console.log(JSON.stringify(event));
}

/** Takes the program of each reply as it is. */
function scripted({ server_url, model }: Settings): Proposer {
  return {
    name: 'scripted',
    propose: async ({ seedProgram }, signal) => {
      const response = await fetch(`${server_url}/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ model, messages: [] }),
        signal,
      });
      const body = CompletionShape.parse(await response.json());
      const reply = body.choices[0].message.content;
      const text = /```python\n(.*?)```/su.exec(reply)?.[1] ?? '';
      const program = { ...seedProgram, files: { [seedProgram.main]: text } };
      return { kind: 'program', program, operators: ['scripted'], tokens: 0, usd: 0 };
    },
  };
}

/** Shows what programs print, so that the bench can look for what they must not know. */
function loud(inner: Evaluator): Evaluator {
  return {
    evaluate: async (program, plan, signal) => {
      const judged = await inner.evaluate(program, plan, signal);
      console.log(judged.artifacts.stdout, judged.artifacts.stderr);
      return judged;
    },
  };
}

async function scores(folder: string): Promise<void> {
  await using store = openSqliteStore(join(folder, 'out'), { mode: 'read', clock: systemClock });
  const byTrial: Record<string, number[]> = {};
  for (const event of store.events()) {
    if (event.type !== 'trial.finished') continue;
    const { programId, evaluation } = event.trial;
    const program = programOf(store, programId);
    const number = /# trial (\d+)/u.exec(program.files[program.main] ?? '')?.[1];
    if (number === undefined || evaluation.status !== 'valid') continue;
    const [score] = Object.values(evaluation.metrics);
    (byTrial[number] ??= []).push(typeof score === 'number' ? score : Number.NaN);
  }
  console.log(JSON.stringify(byTrial));
}

async function probe(tier: string): Promise<void> {
  using _ = await openMachineSandbox(tierNamed(tier));
}

function tierNamed(name: string): Tier {
  const tiers: readonly Tier[] = ['namespace', 'landlock', 'process'];
  const tier = tiers.find((one) => one === name);
  if (tier === undefined)
    throw new RangeError(`Cannot use tier "${name}": known are ${tiers.join(', ')}`);
  return tier;
}
