import type { Violation } from '../../domain/evaluation.ts';
import { canonicalJson } from '../../lib/json.ts';
import type { Outcome } from '../judge-protocol.ts';
import { shown } from '../problem-fault.ts';
import { NO_MEMORY } from '../replay-rule.ts';
import type { ProgramChannel } from './program-channel.ts';
import type { Ask, Programs } from './programs.ts';

/** Characters of calls, as JSON, that are kept for a replay: the first ones. */
const KEPT_CHARACTERS = 64 * 2 ** 20;

/** A frame that a program has answered. */
interface Answered {
  readonly regime: string;
  readonly index: number;
  /** As JSON, so that nobody changes it. */
  readonly inputs: string;
  readonly outputs: string;
}

/** What a program was asked in one evaluation and what it answered, for asking it again. */
export class CallBook {
  readonly #answered: Answered[] = [];
  #free = KEPT_CHARACTERS;

  /** The same programs; their calls are written down. `where` says on which workload they are made. */
  keeping(
    programs: Programs,
    where: () => { readonly regime: string; readonly index: number },
  ): Programs {
    const ask: Ask = (inputs, limitMs) => {
      const exchange = programs.ask(inputs, limitMs);
      if (exchange.kind !== 'reply' || this.#free <= 0) return exchange;
      const { regime, index } = where();
      const texts = { inputs: JSON.stringify(inputs), outputs: JSON.stringify(exchange.outputs) };
      this.#answered.push({ regime, index, ...texts });
      this.#free -= texts.inputs.length + texts.outputs.length;
      return exchange;
    };
    return { ...programs, ask, start: (name) => programs.start(name), end: () => programs.end() };
  }

  /**
   * Asks the program everything again, the last call first, and holds its answers to those of before.
   *
   * @param callMs What one call may take.
   * @param before Called before each frame.
   */
  replay(program: ProgramChannel, callMs: number, before: (at: Answered) => void): Outcome {
    for (const answered of this.#answered.toReversed()) {
      before(answered);
      const { regime, index } = answered;
      const inputs: unknown[] = JSON.parse(answered.inputs);
      const expected: unknown[] = JSON.parse(answered.outputs);
      const exchange = program.exchange(inputs.toReversed(), callMs * inputs.length);
      if (exchange.kind === 'gone') return { ...exchange, regime, index, finished: [] };
      if (exchange.kind === 'failed') {
        const { kind, detail } = exchange.failure;
        return broken({ regime, index, detail: `asked again it failed: ${kind}: ${detail}` });
      }
      const difference = differenceOf(expected, exchange.outputs.toReversed());
      if (difference !== undefined) return broken({ regime, index, detail: difference });
    }
    return outcome([]);
  }
}

function differenceOf(expected: readonly unknown[], again: readonly unknown[]): string | undefined {
  if (expected.length !== again.length) return `asked again it gave ${again.length} outputs`;
  const at = expected.findIndex((output, i) => canonicalJson(output) !== canonicalJson(again[i]));
  if (at === -1) return undefined;
  return `asked the same in a fresh process in another order, it answered otherwise: ${shown(expected[at])}, then ${shown(again[at])}`;
}

function broken(at: Omit<Violation, 'rule'>): Outcome {
  return outcome([{ rule: NO_MEMORY, ...at }]);
}

function outcome(violations: readonly Violation[]): Outcome {
  return {
    kind: 'finished',
    perWorkload: [],
    violations,
    defects: [],
    signature: '',
    partial: false,
  };
}
