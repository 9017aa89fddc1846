import type { CallToolResult, McpServer, ServerContext } from '@modelcontextprotocol/server';
import { z } from 'zod';
import {
  agentName,
  agentOption,
  endOf,
  idOf,
  ordered,
  type ToolsOptions,
  trialName,
  unknownText,
  wrong,
} from './answering.ts';
import { type Change, changedProgram } from './change.ts';
import { statusText } from './texts.ts';

export function addPropose(server: McpServer, { run, syntax }: ToolsOptions): void {
  server.registerTool(
    'propose',
    {
      description:
        'Proposes a program and waits until it is evaluated, seconds to minutes. Give whole `files` or a `patch` against the parent. The answer has the numbers per regime, what rule it broke, or its error. A change that cannot be applied costs nothing and says why.',
      inputSchema: z.object({
        parent: trialName.default('best').describe('The trial that it is made from'),
        files: z
          .record(z.string(), z.string())
          .optional()
          .describe('Whole texts by path, of the files that change. Give this or `patch`.'),
        patch: z
          .string()
          .optional()
          .describe(
            'A unified diff, or blocks of <<<<<<< SEARCH / ======= / >>>>>>> REPLACE. Give this or `files`.',
          ),
        idea: z.string().max(400).describe('What you change and why, in one line'),
        by: agentOption,
        usd: z.number().min(0).optional().describe('What making it cost in dollars, if you know'),
        tokens: z.number().min(0).optional().describe('Tokens that making it took, if you know'),
      }),
    },
    (given, context) => proposed({ server, run, syntax }, given, context),
  );
}

/** What an agent proposes. */
interface Given extends Change {
  readonly parent: string;
  readonly idea: string;
  readonly by?: string | undefined;
  readonly usd?: number | undefined;
  readonly tokens?: number | undefined;
}

async function proposed(
  { server, run, syntax }: ToolsOptions & { readonly server: McpServer },
  given: Given,
  context: ServerContext,
): Promise<CallToolResult> {
  const parentId = idOf(run, given.parent);
  if (parentId === undefined) return wrong(unknownText(run, given.parent));
  // What is brought now would wait for a run that goes on.
  if (run.state().ended) return wrong(statusText(run.state()));
  const ground = { problem: run.problem, syntax, parent: run.program(parentId) };
  const changed = changedProgram(given, ground);
  if ('wrong' in changed) return wrong(changed.wrong);
  const outcome = await ordered({ server, run }, given.by, context, {
    kind: 'inject',
    program: changed.program,
    parentId,
    proposer: `agent:${agentName(server, given.by)}`,
    idea: given.idea.replaceAll(/\s+/gu, ' ').trim() || 'not said',
    ...(given.usd === undefined ? {} : { usd: given.usd }),
    ...(given.tokens === undefined ? {} : { tokens: given.tokens }),
  });
  if (outcome.kind === 'refused') return wrong(`${outcome.why}\n\n${statusText(run.state())}`);
  if (outcome.kind === 'kept' || outcome.trialId === undefined)
    return wrong(`The run does not go on now.\n\n${statusText(run.state())}`);
  return await endOf(run, outcome.trialId, context, changed.notes);
}
