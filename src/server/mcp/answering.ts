import type { CallToolResult, McpServer, ServerContext } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { Syntax } from '../../lib/syntax/syntax.ts';
import type { TrialId } from '../../domain/trial.ts';
import type { SteerCommand } from '../../domain/steering.ts';
import type { SteerOutcome } from '../../compose/index.ts';
import type { LiveRun } from './live-run.ts';
import { endText } from './texts.ts';

/** What the tools work with. */
export interface ToolsOptions {
  readonly run: LiveRun;
  readonly syntax: Pick<Syntax, 'firstError' | 'canonicalHash'>;
}

/** How often a client that waits hears that it goes on, in milliseconds. */
const PROGRESS_MS = 2_000;

/** A trial, as agents name it. */
export const trialName: z.ZodString = z
  .string()
  .describe('Id of a trial, such as "t12", "seed" or "best"');

/** Who an agent says that it is. */
export const agentOption: z.ZodOptional<z.ZodString> = z
  .string()
  .max(60)
  .regex(/^[^\r\n]*$/u)
  .optional()
  .describe('Your name, if your client does not say it');

/** How a trial ended, once it has; who stops waiting can ask again. */
export async function endOf(
  run: LiveRun,
  id: TrialId,
  context: ServerContext,
  notes: readonly string[],
): Promise<CallToolResult> {
  const { signal } = context.mcpReq;
  const end = await whileItTakes(context, () => run.ended(id, signal));
  const state = run.state();
  if (!end) return wrong(`${id} was cut off: ask for it with get_trial when the run goes on.`);
  const text = [...notes, endText(run.problem, state, end)].join('\n');
  const evaluation = end.type === 'trial.finished' ? end.trial.evaluation : undefined;
  const structuredContent = {
    trial: id,
    status: evaluation?.status ?? 'rejected',
    metrics: evaluation && 'metrics' in evaluation ? evaluation.metrics : {},
    isBest: state.best?.id === id,
    best: state.best?.id ?? 'seed',
  };
  return { content: [{ type: 'text', text }], structuredContent };
}

/** Tells a client that wants to hear it that the work goes on. */
export async function whileItTakes<T>(context: ServerContext, work: () => Promise<T>): Promise<T> {
  const { _meta, notify } = context.mcpReq;
  const progressToken = _meta?.progressToken;
  if (progressToken === undefined) return await work();
  let progress = 0;
  const timer = setInterval(() => {
    progress += 1;
    const params = { progressToken, progress, message: 'It is being judged' };
    // A client that has gone away hears nothing, and that is no matter.
    notify({ method: 'notifications/progress', params }).catch(() => undefined);
  }, PROGRESS_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

/** The trial that a name means, if it has finished. */
export function idOf(run: LiveRun, name: string): TrialId | undefined {
  const state = run.state();
  const id = name === 'best' ? (state.best?.id ?? 'seed') : name;
  return state.trialById.has(id) ? id : undefined;
}

/** Why a name means no trial. */
export function unknownText(run: LiveRun, name: string): string {
  const { best, openById } = run.state();
  const why = openById.has(name) ? 'has not ended yet' : 'is none of this run';
  return `Trial "${name}" ${why}: the best is ${best?.id ?? 'seed'}; see frontier for others.`;
}

/** How an agent is called in the log. */
export function agentName(server: McpServer, name: string | undefined): string {
  const own = name ?? server.server.getClientVersion()?.name ?? 'unnamed';
  return own.replaceAll(/\s+/gu, ' ').trim().slice(0, 60) || 'unnamed';
}

/** Waits; rejects if `signal` is aborted before. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(signal.reason);
      },
      { once: true },
    );
  });
}

/** An answer. */
export function said(text: string): CallToolResult {
  return { content: [{ type: 'text', text }] };
}

/** An answer that says what is wrong. */
export function wrong(text: string): CallToolResult {
  return { ...said(text), isError: true };
}
/** Asks something of the run in the name of an agent. */
export function ordered(
  { server, run }: { readonly server: McpServer; readonly run: LiveRun },
  name: string | undefined,
  { mcpReq }: ServerContext,
  command: SteerCommand,
): Promise<SteerOutcome> {
  return run.order(agentName(server, name), command, mcpReq.signal);
}
