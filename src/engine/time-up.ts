import { NoReplyError } from '../domain/errors.ts';
import { RESERVED } from './allowance.ts';
import type { Engine } from './engine.ts';

/** How often the budget is looked at, which a person may change, in milliseconds. */
const LOOK_MS = 1_000;

/**
 * Works under a signal that ends the work when the wall time of the search is over, with a {@link NoReplyError}: a reply
 * that comes later could not be judged any more, and would only hold up the claim. It may use half of what is kept for
 * that, since it is paid for; a pause meanwhile and a budget that is changed count.
 */
export async function withinTime<T>(
  engine: Engine,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const timeUp = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    const { wallMs = Number.POSITIVE_INFINITY } = engine.state.budget;
    const leftMs = (1 - RESERVED / 2) * wallMs - engine.elapsedMs();
    if (leftMs > 0) timer = setTimeout(look, Math.min(LOOK_MS, Math.ceil(leftMs)));
    else timeUp.abort(new NoReplyError('It was not waited for any more: the wall time is over'));
  };
  look();
  try {
    return await work(AbortSignal.any([engine.evaluations.signal, timeUp.signal]));
  } finally {
    clearTimeout(timer);
  }
}
