import { describe, expect, it } from 'vitest';
import { RECIPES } from './recipes.ts';

describe('RECIPES', () => {
  it('reads what Claude Code used from its result', () => {
    const result = {
      type: 'result',
      subtype: 'success',
      result: 'Done.',
      total_cost_usd: 0.0123,
      usage: {
        input_tokens: 10,
        cache_creation_input_tokens: 200,
        cache_read_input_tokens: 3000,
        output_tokens: 40,
        server_tool_use: {},
      },
    };
    const report = RECIPES.get('claude')?.report(`A warning\n${JSON.stringify(result)}\n`);
    expect(report).toEqual({
      usd: 0.0123,
      usage: {
        inputTokens: 3210,
        cachedTokens: 3000,
        cacheWriteTokens: 200,
        outputTokens: 40,
        reasoningTokens: 0,
      },
    });
  });

  it('adds up the turns of Codex, which says no price', () => {
    const turn = (input: number): string =>
      JSON.stringify({
        type: 'turn.completed',
        usage: { input_tokens: input, cached_input_tokens: 5, output_tokens: 7 },
      });
    const report = RECIPES.get('codex')?.report(
      ['{"type":"thread.started"}', turn(10), turn(20)].join('\n'),
    );
    expect(report).toMatchObject({
      usd: undefined,
      usage: { inputTokens: 30, cachedTokens: 10, outputTokens: 14 },
    });
  });

  it.each(['claude', 'codex'])('says nothing of %s when its output is not as expected', (name) => {
    expect(RECIPES.get(name)?.report('Killed\n{"type":"result"}')).toBeUndefined();
  });
});
