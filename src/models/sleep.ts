import { setMaxListeners } from 'node:events';
import { setTimeout } from 'node:timers/promises';

/** Waits. @throws The signal's reason if it is aborted. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/** Waits on this machine's timer. */
export const systemSleep: Sleep = async (ms, signal) => {
  // All calls under way listen to the one signal of their run.
  setMaxListeners(0, signal);
  try {
    await setTimeout(ms, undefined, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
};
