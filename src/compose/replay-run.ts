import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Proposer } from '../contracts/proposer.ts';
import { ConfigError } from '../domain/errors.ts';
import type { RunEvent, RunEventBody } from '../domain/event.ts';
import { applyEvent, emptyRunState, runStateOf } from '../domain/run-state.ts';
import { replay } from '../engine/replay.ts';
import { type Clock, systemClock } from '../lib/clock.ts';
import { Disposables } from '../lib/disposables.ts';
import { createSyntax } from '../lib/node/grammars.ts';
import type { Syntax } from '../lib/syntax/syntax.ts';
import { describeAgent } from '../models/agents/agent-model.ts';
import { CASSETTE_FILE, readCassette } from '../models/cassette.ts';
import { describeModel } from '../models/open-model.ts';
import { replayedModel } from '../models/with-cassette.ts';
import { classical } from '../proposers/classical/classical.ts';
import { outside } from '../proposers/outside.ts';
import { ensemble } from '../proposers/ensemble.ts';
import { openSqliteStore } from '../stores/sqlite.ts';
import { strategyNamed } from '../strategies/table.ts';
import { choiceInLog } from './choice-in-log.ts';
import { agentMember, memberOf } from './open-proposers.ts';
import { leaveBest } from './run-events.ts';
import { createRunFolder, refuseUsedFolder } from './run-folder.ts';
import type { StartedRun } from './start-run.ts';

/** What {@link replayRun} takes. */
export interface ReplayRunOptions {
  /** The folder of the run that is replayed. */
  readonly folder: string;
  /** The folder of the copy; `<folder>-replay` if absent. */
  readonly outFolder?: string;
  readonly signal: AbortSignal;
}

/**
 * Makes all decisions of a run again from its record, without a network and without evaluating, into a new run folder
 * that is equal byte for byte if they come out the same.
 *
 * @throws {ConfigError} If there is no such run, the record of calls lacks one, or the folder is used.
 * @throws {ContractError} If a decision comes out otherwise.
 */
export async function replayRun(options: ReplayRunOptions): Promise<StartedRun> {
  const { folder, signal, outFolder = `${folder.replace(/\/+$/u, '')}-replay` } = options;
  refuseUsedFolder(outFolder);
  await using resources = new Disposables();
  const recorded = resources.use(openSqliteStore(folder, { mode: 'read', clock: systemClock }));
  const { started } = runStateOf(recorded.events());
  if (!started)
    throw new ConfigError(`Cannot replay ${folder} as it was stopped before anything was logged`);
  createRunFolder(outFolder);
  copyBeside(folder, outFolder);
  const clock = clockOf(recorded.events());
  const store = resources.use(openSqliteStore(outFolder, { mode: 'create', clock }));
  const syntax = await createSyntax();
  const events = replay({
    recorded,
    store,
    strategy: strategyNamed(started.strategy.name, started.strategy.options).strategy,
    proposerFor: (proposers) =>
      Promise.resolve(replayedProposer(proposers, { folder, syntax, resources })),
    syntax,
    signal,
  });
  return {
    folder: outFolder,
    notices: [],
    hints: [],
    events: withBest(outFolder, events, { recorded, resources: resources.move() }),
  };
}

interface Replaying {
  readonly folder: string;
  readonly syntax: Syntax;
  readonly resources: Disposables;
}

function replayedProposer(
  proposers: Extract<RunEventBody, { type: 'run.started' }>['proposers'],
  { folder, syntax, resources }: Replaying,
): Proposer {
  const { models, agents, classicalShare, atOnce, nobody } = choiceInLog(proposers);
  if (nobody) return outside();
  if (models.length + agents.length === 0) return classical({ syntax });
  const cassette = resources.use(readCassette(folder));
  const members = models.map((spec) =>
    memberOf(replayedModel(describeModel(spec), cassette), spec, syntax),
  );
  for (const spec of agents)
    members.push(agentMember(replayedModel(describeAgent(spec), cassette), syntax));
  const control = proposers.some(({ name }) => name === 'classical')
    ? classical({ syntax })
    : undefined;
  return ensemble({ models: members, classical: control, classicalShare, atOnce });
}

/** What belongs to a run beside its log. */
function copyBeside(folder: string, outFolder: string): void {
  for (const name of ['secret', CASSETTE_FILE]) {
    if (existsSync(join(folder, name))) copyFileSync(join(folder, name), join(outFolder, name));
  }
}

/** Says for each event that is stored when it was stored first. */
function clockOf(events: Iterable<RunEvent>): Clock {
  const times = events[Symbol.iterator]();
  return { monotonicMs: systemClock.monotonicMs, wallMs: () => times.next().value?.atMs ?? 0 };
}

async function* withBest(
  outFolder: string,
  events: AsyncIterable<RunEvent>,
  {
    recorded,
    resources,
  }: { readonly recorded: ReturnType<typeof openSqliteStore>; readonly resources: Disposables },
): AsyncGenerator<RunEvent, void> {
  await using _ = resources;
  const state = emptyRunState();
  for await (const event of events) {
    applyEvent(state, event);
    if (event.type === 'run.ended') leaveBest(outFolder, state, recorded);
    yield event;
  }
}
