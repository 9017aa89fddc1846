import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import type { StartedRun } from '../../compose/index.ts';
import type { RunningServer } from '../../server/mcp/serve-mcp.ts';
import type { Budget } from '../../domain/budget.ts';
import type { RunEvent } from '../../domain/event.ts';
import { ConfigError, RunInUseError } from '../../domain/errors.ts';
import {
  budgetOption,
  type CommonFlags,
  concurrencyOption,
  dataOption,
  integerFrom,
  type TierFlag,
  tierOption,
  withCommonFlags,
} from '../flags.ts';
import type { Context } from '../context.ts';
import { defined } from '../defined.ts';
import { EXIT } from '../exit.ts';
import type { Io } from '../io.ts';
import { withStopSignals } from '../stop-signals.ts';
import { eventLine } from '../text/event-line.ts';

interface McpFlags extends CommonFlags {
  readonly out?: string;
  readonly budget?: Budget;
  readonly rngSeed?: number;
  readonly concurrency?: number;
  readonly tier?: TierFlag;
  readonly data?: string;
  readonly classical?: true;
  readonly http?: number;
  readonly token?: string;
}

/** What agents may use unless it is said otherwise: they think for as long as they like. */
const DEFAULT_BUDGET: Budget = { trials: 200 };

/** Adds `barbican mcp <problem|run>`. */
export function addMcp(program: Command, { io, exitWith }: Context): void {
  const command = program
    .command('mcp')
    .description('let coding agents propose: a server for the Model Context Protocol')
    .argument(
      '<problem-or-run>',
      'a problem to begin a run on, or the folder of a run to go on with',
    )
    .option('-o, --out <folder>', 'run folder of a new run (default: runs/<problem>-<time>)')
    .addOption(budgetOption('what may be used (default: trials=200, without a time limit)'))
    .option('--rng-seed <n>', 'start of the random stream (default: drawn)', (text) =>
      integerFrom(text, 0),
    )
    .addOption(concurrencyOption())
    .addOption(dataOption())
    .addOption(tierOption('sandbox for programs (default: the strongest that works here)'))
    .option('--classical', 'let the classical operators search beside the agents')
    .addOption(
      new Option(
        '--http <port>',
        'serve several agents over HTTP on this machine, instead of one over standard input and output',
      ).argParser((text: string) => integerFrom(text, 0)),
    )
    .option('--token <text>', 'what agents must send over HTTP (default: drawn, and printed)');
  withCommonFlags(command, [
    'barbican mcp problems/expert-placement --budget trials=100',
    'barbican mcp runs/my-problem-1 --http 8123',
  ]);
  command.action(async (target: string, flags: McpFlags) => {
    exitWith(await withStopSignals(io.err, (signal) => serve(io, target, flags, signal)));
  });
}

async function serve(
  io: Io,
  target: string,
  flags: McpFlags,
  signal: AbortSignal,
): Promise<number> {
  const leave = new AbortController();
  const stop = AbortSignal.any([signal, leave.signal]);
  const run = await openRun(target, flags, stop);
  const folder = run?.folder ?? target;
  const going = run ? told(io, flags, run) : undefined;
  // Only a run that has begun can be asked about.
  await going?.begun;
  const server = await opened(io, folder, flags);
  io.err.write(
    run
      ? `Run folder: ${folder}\n`
      : `${folder} is run by another process: this one brings to it\n`,
  );
  try {
    await Promise.race([server.left, aborted(stop), ...(going ? [going.failed] : [])]);
  } finally {
    // First, so that nobody reads the log any more when it is closed.
    await server.close();
    leave.abort(new DOMException('The agent has left', 'AbortError'));
    await going?.ended;
  }
  return EXIT.ok;
}

async function opened(
  io: Io,
  folder: string,
  { http: port, token = randomBytes(16).toString('base64url') }: McpFlags,
): Promise<RunningServer> {
  const { serveOnHttp, serveOnStdio } = await import('../../server/mcp/serve-mcp.ts');
  if (port === undefined) return await serveOnStdio(folder);
  const server = await serveOnHttp(folder, { port, token });
  io.err.write(`Agents: ${server.url} with the bearer token ${token}\n`);
  return server;
}

/** The run that this process runs; undefined if another one does. */
async function openRun(
  target: string,
  flags: McpFlags,
  signal: AbortSignal,
): Promise<StartedRun | undefined> {
  const { resumeRun, startRun } = await import('../../compose/index.ts');
  const { out: outFolder, budget, rngSeed, concurrency, tier, data: dataPath, classical } = flags;
  const common = { ...defined({ concurrency, dataPath }), signal };
  if (!existsSync(join(target, 'run.db'))) {
    return await startRun({
      problemPath: target,
      budget: budget ?? DEFAULT_BUDGET,
      strategy: 'pool',
      strategyOptions: {},
      tier: tier ?? 'auto',
      waits: !classical,
      ...defined({ outFolder, rngSeed }),
      ...common,
    });
  }
  refuseOfNewRuns(target, flags);
  try {
    return await resumeRun({ folder: target, ...defined({ budget, tier }), ...common });
  } catch (error) {
    if (error instanceof RunInUseError) return undefined;
    throw error;
  }
}

/** What a run began with stays as it is. */
function refuseOfNewRuns(folder: string, { out, rngSeed, classical }: McpFlags): void {
  const [flag] = Object.keys(
    defined({ '--out': out, '--rng-seed': rngSeed, '--classical': classical }),
  );
  if (flag === undefined) return;
  throw new ConfigError(
    `Cannot use ${flag} as ${folder} is a run that has begun: leave it out, or name a problem`,
  );
}

interface Going {
  /** Resolves when the seed program and the baselines were judged. */
  readonly begun: Promise<void>;
  readonly ended: Promise<void>;
  /** Rejects if the run fails; never resolves. */
  readonly failed: Promise<never>;
}

/** Runs the run, and says on standard error what happens. */
function told(io: Io, flags: McpFlags, { events, notices }: StartedRun): Going {
  for (const notice of notices) io.err.write(`${notice}\n`);
  let begin = (): void => undefined;
  let fail: (why: unknown) => void = () => undefined;
  const begun = new Promise<void>((resolve, reject) => {
    begin = resolve;
    fail = reject;
  });
  const follow = async (): Promise<void> => {
    let first: RunEvent | undefined;
    for await (const event of events) {
      first ??= event;
      if (!flags.quiet) io.err.write(`${eventLine(event, first.atMs)}\n`);
      const isBegun = event.type === 'reference.finished' && event.trialId === 'seed';
      if (isBegun || event.type === 'run.resumed') begin();
    }
    begin();
  };
  const ended = follow();
  ended.catch(fail);
  return {
    begun,
    ended,
    failed: ended.then(() => new Promise<never>(() => undefined)),
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
