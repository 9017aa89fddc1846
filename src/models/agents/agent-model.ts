import type { LanguageModel, ModelReply } from '../../contracts/language-model.ts';
import { NoReplyError } from '../../domain/errors.ts';
import { NO_USAGE } from '../../domain/model-usage.ts';
import type { Clock } from '../../lib/clock.ts';
import { type GroupEnd, runInGroup } from '../../lib/node/run-in-group.ts';
import { createSemaphore } from '../../lib/semaphore.ts';
import { redactor, type Redact } from '../redact.ts';
import { type AgentFolder, makeAgentFolder, sweepAgentFolders } from './agent-folder.ts';
import type { AgentSpec } from './agent-spec.ts';
import { recipeOf } from './recipes.ts';

/** Agents of one name that work at a time. */
const AT_ONCE = 2;
/** What an agent may print, in characters: more is kept of nobody. */
const PRINTED_CHARACTERS = 16 * 2 ** 20;
const SAID_CHARACTERS = 600;
/** What every agent gets of the environment. */
const USUAL_ENV = ['PATH', 'HOME', 'USER', 'LANG', 'LC_ALL', 'TERM', 'SHELL', 'SSL_CERT_FILE'];

/** What agents need of the outside. */
export interface AgentWorld {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
}

/** What an agent is, without asking it. Its price is not known: it says what it cost, or nobody does. */
export function describeAgent(spec: AgentSpec): Omit<LanguageModel, 'ask'> {
  const { usd } = spec;
  return {
    name: `agent/${spec.name}`,
    contextTokens: 200_000,
    maxOutputTokens: 32_768,
    price: { inputUsd: 0, cachedUsd: 0, cacheWriteUsd: 0, outputUsd: 0 },
    wantsFiles: true,
    ...(usd === undefined ? {} : { worstUsd: usd }),
  };
}

/**
 * A coding agent as one that is asked: its command runs in a folder with the program's files and the brief, and what it
 * changed there is its reply.
 *
 * It is the user's own tool and runs with their rights; but it gets its own variables of the environment only, and
 * nothing tells it where the problem or the run is.
 */
export function agentModel(spec: AgentSpec, world: AgentWorld): LanguageModel {
  const facts = describeAgent(spec);
  const places = createSemaphore(AT_ONCE);
  const env = environmentFor(spec, world.env);
  const redact = redactor(keysIn(env));
  sweepAgentFolders();
  return {
    ...facts,
    ask: (request, signal) =>
      places.use(signal, async () => {
        using folder = makeAgentFolder(request);
        const startMs = world.clock.monotonicMs();
        const ended = await run(spec, { folder, env, signal });
        const reply = folder.reply();
        const hasChanged = reply.includes('\n');
        if (ended.stopped !== undefined) throw noReply(facts.name, ended, redact);
        if (ended.code !== 0 && !hasChanged) throw noReply(facts.name, ended, redact);
        return replyOf(spec, ended, {
          text: reply,
          latencyMs: world.clock.monotonicMs() - startMs,
        });
      }),
  };
}

function replyOf(
  spec: AgentSpec,
  { stdout }: GroupEnd,
  { text, latencyMs }: Pick<ModelReply, 'text' | 'latencyMs'>,
): ModelReply {
  const report = recipeOf(spec.command)?.report(stdout);
  return {
    text,
    finish: 'stop',
    usage: report?.usage ?? NO_USAGE,
    usd: report?.usd ?? 0,
    latencyMs,
  };
}

function noReply(name: string, ended: GroupEnd, redact: Redact): NoReplyError {
  const said = redact(ended.stderr.trim() || ended.stdout.trim()).slice(-SAID_CHARACTERS);
  const why = ended.stopped ?? `ended with code ${ended.code}`;
  return new NoReplyError(`${name} ${why}${said === '' ? '' : `: ${said}`}`);
}

/** The machine's variables, those of the recipe and those that the user named. */
function environmentFor(
  { command, env }: AgentSpec,
  all: AgentWorld['env'],
): Record<string, string> {
  const names = [...USUAL_ENV, ...(recipeOf(command)?.env ?? []), ...env];
  const isNamed = (name: string): boolean =>
    names.some((one) => (one.endsWith('*') ? name.startsWith(one.slice(0, -1)) : name === one));
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) =>
      value !== undefined && isNamed(name) ? [[name, value]] : [],
    ),
  );
}

function keysIn(env: Readonly<Record<string, string>>): string[] {
  return Object.entries(env).flatMap(([name, value]) =>
    /KEY|TOKEN|SECRET|PASSWORD/iu.test(name) ? [value] : [],
  );
}

interface Place {
  readonly folder: AgentFolder;
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** It is noted before the command begins: a kill of this process at any moment leaves nothing that nobody knows. */
const NOTE_AND_RUN = 'echo $$ > "$1" && exec /bin/sh -c "$2"';

/** Runs the command in the folder, with the brief on its standard input. */
async function run(
  { command, minutes }: AgentSpec,
  { folder, env, signal }: Place,
): Promise<GroupEnd> {
  const text = command.replaceAll('{brief}', folder.briefPath).replaceAll('{folder}', folder.path);
  try {
    return await runInGroup('/bin/sh', ['-c', NOTE_AND_RUN, 'sh', folder.groupPath, text], {
      cwd: folder.path,
      env,
      limitMs: 60_000 * minutes,
      limitText: `${minutes} minutes`,
      mostPrinted: PRINTED_CHARACTERS,
      input: folder.brief,
      signal,
    });
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new NoReplyError(`An agent could not be started: ${error.message}`);
  }
}
