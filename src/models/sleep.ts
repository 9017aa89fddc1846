import { setTimeout } from 'node:timers/promises';

/** Waits. @throws The signal's reason if it is aborted. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/** Waits on this machine's timer. */
export const systemSleep: Sleep = async (ms, signal) => {
  try {
    await setTimeout(ms, undefined, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
};
