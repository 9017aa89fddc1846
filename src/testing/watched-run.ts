import type { Evaluator } from '../contracts/evaluator.ts';
import type { RunEvent } from '../domain/event.ts';
import type { RunOptions } from '../engine/engine.ts';
import { run } from '../engine/run.ts';

/** What a run yields until it ends or throws, and what it throws. */
export async function outcomeOf(
  options: RunOptions,
  stopAt?: (event: RunEvent) => void,
): Promise<{ readonly yielded: RunEvent[]; readonly error: unknown }> {
  const yielded: RunEvent[] = [];
  try {
    for await (const event of run(options)) {
      yielded.push(event);
      stopAt?.(event);
    }
    return { yielded, error: undefined };
  } catch (error) {
    return { yielded, error };
  }
}

/** How many events are of this type. */
export function countOf(events: Iterable<RunEvent>, type: RunEvent['type']): number {
  return [...events].filter((event) => event.type === type).length;
}

/** Never answers from the `from`-th evaluation of a trial on, unless it is told to stop. */
export function stuckEvaluator(inner: Evaluator, from: number): Evaluator & { stopped: number } {
  let calls = 0;
  const evaluator = {
    stopped: 0,
    evaluate: (...[program, plan, signal]: Parameters<Evaluator['evaluate']>) => {
      calls += 1;
      if (calls < from) return inner.evaluate(program, plan, signal);
      return new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => {
          evaluator.stopped += 1;
          reject(signal.reason);
        });
      });
    },
  };
  return evaluator;
}
