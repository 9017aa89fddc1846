/**
 * Whether models and evaluators keep each other busy: in virtual time, so that the load of the machine says nothing, the
 * share of the possible throughput that is reached; then in real time, against a server of a model over HTTP.
 *
 *   npx jiti bench/pipeline.ts
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { run } from '../dist/engine/run.js';
import { systemClock } from '../dist/lib/clock.js';
import { createRng } from '../dist/lib/rng.js';
import { createSemaphore } from '../dist/lib/semaphore.js';
import { openCassette } from '../dist/models/cassette.js';
import { modelSpecFrom } from '../dist/models/model-spec.js';
import { modelOpener } from '../dist/models/open-model.js';
import { systemSleep } from '../dist/models/sleep.js';
import { withCassette } from '../dist/models/with-cassette.js';
import { withPlaces } from '../dist/models/with-places.js';
import { ensemble } from '../dist/proposers/ensemble.js';
import { llmProposer } from '../dist/proposers/llm/llm.js';
import { openSqliteStore } from '../dist/stores/sqlite.js';
import type { Evaluator } from '../src/contracts/evaluator.ts';
import type { Proposer } from '../src/contracts/proposer.ts';
import { freeRun } from './free-run.ts';
import type { RunEvent } from '../src/domain/event.ts';
import type { Program } from '../src/domain/program.ts';
import { memoryStore } from '../src/testing/memory-store.ts';
import { virtualTime } from '../src/testing/virtual-time.ts';

const JITI = fileURLToPath(new URL('../node_modules/jiti/lib/jiti-cli.mjs', import.meta.url));
/** Trials that are ended before it is looked at, so that every place has been taken; and as many at the end are left out. */
const EDGE = 16;

type Sleep = (ms: number) => Promise<void>;

/** `n` at a time, the others wait in order; and how long places were in use. */
class Slots {
  busyMs = 0;
  readonly #waiting: (() => void)[] = [];
  #free: number;
  readonly #sleep: Sleep;

  constructor(n: number, sleep: Sleep) {
    this.#free = n;
    this.#sleep = sleep;
  }

  async use(ms: number): Promise<void> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    await this.#sleep(ms);
    this.busyMs += ms;
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}

console.log(
  'virtual time, 2 evaluators x 0.5 s +- 0.5 (uniform), model 2 s +- 1 (uniform), 400 trials:',
);
for (const atOnce of [1, 2, 4, 8, 12, 16, 32]) await inVirtualTime(atOnce);
for (const [modelMs, evaluateMs] of [
  [500, 0],
  [0, 500],
] as const)
  await inRealTime(modelMs, evaluateMs);

/** A run whose own work is next to nothing. */
function optionsFor(trials: number, concurrency: number): ReturnType<typeof freeRun> {
  const store = memoryStore(systemClock);
  return freeRun({ store, strategy: 'pool', trials: trials + 1, concurrency });
}

function programOf(text: string): Program {
  return { language: 'javascript', main: 'seed.js', files: { 'seed.js': text } };
}

/** Throughput against the smaller of what the models and what the evaluators could do. */
async function inVirtualTime(atOnce: number): Promise<void> {
  const evaluators = 2;
  const time = virtualTime();
  const model = new Slots(atOnce, (ms) => time.sleep(ms));
  const judge = new Slots(evaluators, (ms) => time.sleep(ms));
  const rng = createRng('pipeline');
  let n = 0;
  const proposer: Proposer = {
    name: 'slow',
    atOnce,
    propose: async () => {
      await model.use(1000 + 2000 * rng.next());
      const made = { operators: ['x'], tokens: 1, usd: 0 };
      return { kind: 'program', program: programOf(`solve ${(n += 1)}`), ...made };
    },
  };
  const options = optionsFor(400, evaluators);
  const evaluator: Evaluator = {
    evaluate: async (program, plan, signal) => {
      const ms = plan.part === 'search' ? 1000 * rng.next() : 0;
      const judged = await options.evaluator.evaluate(program, plan, signal);
      await judge.use(ms);
      return { ...judged, evaluateMs: ms };
    },
  };
  let endedMs = 0;
  let trials = 0;
  for await (const event of run({ ...options, clock: time, proposer, evaluator })) {
    if (event.type !== 'trial.finished') continue;
    trials += 1;
    endedMs = time.monotonicMs();
  }
  const bound = Math.min(atOnce / 2, evaluators / 0.5);
  const rate = (1000 * trials) / endedMs;
  const share = (busyMs: number, places: number): string =>
    `${Math.round((100 * busyMs) / (places * endedMs))} %`;
  console.log(
    `  ${String(atOnce).padStart(2)} calls at a time: ${rate.toFixed(2)} trials/s of ${bound.toFixed(2)} possible (${Math.round((100 * rate) / bound)} %); evaluators busy ${share(judge.busyMs, evaluators)}, model ${share(model.busyMs, atOnce)}`,
  );
}

/** Eight trials at a time, each 0.5 s: 16 a second are ideal. The whole way of a proposal is in it, up to the disk. */
async function inRealTime(modelMs: number, evaluateMs: number): Promise<void> {
  const trials = 240;
  const folder = mkdtempSync(join(tmpdir(), 'barbican-pipeline-'));
  await using server = await startServer(modelMs);
  try {
    const options = optionsFor(trials, modelMs > 0 ? 1 : 8);
    await using cassette = await openCassette(folder);
    await using store = openSqliteStore(join(folder, 'run'), {
      mode: 'create',
      clock: systemClock,
    });
    const open = modelOpener({ env: {}, clock: systemClock, sleep: systemSleep });
    const model = await open(modelSpecFrom(`compatible/m,url=${server.url},price=0`));
    const atOnce = modelMs > 0 ? 8 : 1;
    const recorded = withCassette(withPlaces(model, createSemaphore(atOnce)), cassette);
    const members = [{ proposer: llmProposer(recorded, options.syntax), temperatures: [] }];
    const proposer = ensemble({ models: members, classical: undefined, classicalShare: 0, atOnce });
    const judge = new Slots(8, (ms) => systemSleep(ms, options.signal));
    const evaluator: Evaluator = {
      evaluate: async (program, plan, signal) => {
        const judged = await options.evaluator.evaluate(program, plan, signal);
        if (plan.part === 'search') await judge.use(evaluateMs);
        return { ...judged, evaluateMs };
      },
    };
    const { rate, cpuMs } = await paceOf(
      run({ ...options, store, clock: systemClock, proposer, evaluator }),
    );
    console.log(
      `real time, model ${modelMs} ms, evaluation ${evaluateMs} ms, 8 at a time: ${rate.toFixed(2)} trials/s of 16 (${((100 * rate) / 16).toFixed(1)} %), ${cpuMs.toFixed(1)} ms of CPU a trial`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The scripted server, in a process of its own. */
async function startServer(modelMs: number): Promise<AsyncDisposable & { readonly url: string }> {
  const script = fileURLToPath(new URL('pipeline/server.ts', import.meta.url));
  const child = spawn(process.execPath, [JITI, script, String(modelMs)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return {
    url: String(line),
    [Symbol.asyncDispose]: async () => {
      child.kill();
      await once(child, 'exit');
    },
  };
}

/** Trials a second and CPU a trial while every place can be taken. */
async function paceOf(events: AsyncIterable<RunEvent>): Promise<{ rate: number; cpuMs: number }> {
  const ends: { ms: number; cpuUs: number }[] = [];
  for await (const { type } of events) {
    if (type !== 'trial.finished' && type !== 'trial.rejected') continue;
    const { user, system } = process.cpuUsage();
    ends.push({ ms: performance.now(), cpuUs: user + system });
  }
  const inside = ends.slice(EDGE, -EDGE);
  const [from, to] = [inside[0], inside.at(-1)];
  if (!from || !to) throw new RangeError('There were too few trials');
  const count = inside.length - 1;
  return {
    rate: (1000 * count) / (to.ms - from.ms),
    cpuMs: (to.cpuUs - from.cpuUs) / 1000 / count,
  };
}
