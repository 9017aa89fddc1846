import { EXIT } from './exit.ts';
import type { Output } from './io.ts';

const CODE_BY_SIGNAL = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated } as const;
type StopSignal = keyof typeof CODE_BY_SIGNAL;

/**
 * Runs `work` with a signal that Ctrl-C aborts; a second Ctrl-C ends the process at once.
 *
 * @returns What `work` gives, or 130 (143 for SIGTERM) if it was stopped.
 */
export async function withStopSignals(
  err: Output,
  work: (signal: AbortSignal) => Promise<number>,
): Promise<number> {
  const controller = new AbortController();
  let stoppedBy: StopSignal | undefined;
  const stop = (name: StopSignal): void => {
    if (stoppedBy !== undefined) process.exit(CODE_BY_SIGNAL[name]);
    stoppedBy = name;
    err.write('\nStopping: trials under way have 2 s to end. Once more stops at once.\n');
    controller.abort(new DOMException(`Stopped by ${name}`, 'AbortError'));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    const code = await work(controller.signal);
    return stoppedBy === undefined ? code : CODE_BY_SIGNAL[stoppedBy];
  } catch (error) {
    if (stoppedBy === undefined || error !== controller.signal.reason) throw error;
    return CODE_BY_SIGNAL[stoppedBy];
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}
