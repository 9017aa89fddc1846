import { hasCode } from '../domain/errors.ts';
import type { Engine } from './engine.ts';

/**
 * Whether `error` only says that an evaluation was cut off since the run is to stop.
 *
 * A sandbox or a judge that is killed for that may also say that it is gone.
 */
export function isStopped(engine: Engine, error: unknown): boolean {
  const { signal } = engine.evaluations;
  return signal.aborted && (error === signal.reason || hasCode(error, 'BARBICAN_INFRA'));
}

/** Ends the run by an error of a trial, unless it only says that the run is to stop. */
export function fail(engine: Engine, error: unknown): void {
  if (!isStopped(engine, error)) engine.failed.abort(error);
}
