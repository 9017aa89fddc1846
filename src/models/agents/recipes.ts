import { z } from 'zod';
import { type ModelUsage, NO_USAGE } from '../../domain/model-usage.ts';

/** What an agent says of itself when it has ended. */
interface AgentReport {
  readonly usage: ModelUsage;
  /** Undefined if it does not say. */
  readonly usd: number | undefined;
}

/** How an agent that is known is run, and what its output says. */
export interface Recipe {
  readonly command: string;
  /** Names of variables of the environment that it needs; `X_*` stands for all that begin so. */
  readonly env: readonly string[];
  /** What it used, from its standard output; undefined if that is not as expected. */
  readonly report: (stdout: string) => AgentReport | undefined;
}

const count = z.number().int().nonnegative().catch(0);
/** @see https://docs.claude.com/en/docs/claude-code/headless */
const ClaudeResult = z.object({
  total_cost_usd: z.number().nonnegative().optional(),
  usage: z.object({
    input_tokens: count,
    cache_creation_input_tokens: count,
    cache_read_input_tokens: count,
    output_tokens: count,
  }),
});
/** @see https://developers.openai.com/codex/noninteractive */
const CodexTurn = z.object({
  type: z.literal('turn.completed'),
  usage: z.object({
    input_tokens: count,
    cached_input_tokens: count,
    cache_write_input_tokens: count,
    output_tokens: count,
    reasoning_output_tokens: count,
  }),
});

/** The agents that are known by name. */
export const RECIPES: ReadonlyMap<string, Recipe> = new Map<string, Recipe>([
  [
    'claude',
    {
      command:
        'claude -p --output-format json --permission-mode acceptEdits --allowedTools "Read,Edit,Write,Glob,Grep"',
      env: ['ANTHROPIC_*', 'CLAUDE_*'],
      report: (stdout) => {
        const read = ClaudeResult.safeParse(lastJson(stdout));
        if (!read.success) return undefined;
        const { usage, total_cost_usd: usd } = read.data;
        const cachedTokens = usage.cache_read_input_tokens;
        const cacheWriteTokens = usage.cache_creation_input_tokens;
        return {
          usage: {
            ...NO_USAGE,
            inputTokens: usage.input_tokens + cachedTokens + cacheWriteTokens,
            cachedTokens,
            cacheWriteTokens,
            outputTokens: usage.output_tokens,
          },
          usd,
        };
      },
    },
  ],
  [
    'codex',
    {
      command: 'codex exec --json --sandbox workspace-write --skip-git-repo-check -',
      env: ['OPENAI_*', 'CODEX_*'],
      report: (stdout) => {
        const turns = stdout
          .split('\n')
          .flatMap((line) => CodexTurn.safeParse(json(line)).data ?? []);
        if (turns.length === 0) return undefined;
        const sum = (of: (usage: (typeof turns)[number]['usage']) => number): number =>
          turns.reduce((total, { usage }) => total + of(usage), 0);
        return {
          usage: {
            ...NO_USAGE,
            inputTokens: sum((usage) => usage.input_tokens),
            cachedTokens: sum((usage) => usage.cached_input_tokens),
            cacheWriteTokens: sum((usage) => usage.cache_write_input_tokens),
            reasoningTokens: sum((usage) => usage.reasoning_output_tokens),
            outputTokens: sum((usage) => usage.output_tokens),
          },
          usd: undefined,
        };
      },
    },
  ],
]);

/** The recipe whose command this is. */
export function recipeOf(command: string): Recipe | undefined {
  return [...RECIPES.values()].find((recipe) => recipe.command === command);
}

function lastJson(text: string): unknown {
  return text
    .trim()
    .split('\n')
    .map(json)
    .findLast((value) => value !== undefined);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
