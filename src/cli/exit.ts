import { CommanderError } from 'commander';
import { hasCode } from '../domain/errors.ts';
import type { Output } from './io.ts';

/** Exit codes of the command line. */
export const EXIT = {
  ok: 0,
  bug: 1,
  usage: 2,
  world: 3,
  interrupted: 130,
  terminated: 143,
} as const;

/** Codes with which commander ends after it printed what was asked for. */
const ASKED_FOR = new Set(['commander.helpDisplayed', 'commander.version']);

/**
 * Says what went wrong, as much of it as the reader can use, and gives the exit code.
 *
 * A wrong input shows its message; a failure of the world its message and the causes; a bug its stack.
 */
export function exitCodeOf(error: unknown, err: Output): number {
  if (error instanceof CommanderError) return ASKED_FOR.has(error.code) ? EXIT.ok : EXIT.usage;
  if (hasCode(error, 'BARBICAN_CONFIG')) {
    err.write(`${error.message}\n`);
    return EXIT.usage;
  }
  if (
    hasCode(error, 'BARBICAN_INFRA') ||
    hasCode(error, 'BARBICAN_CONTRACT') ||
    hasCode(error, 'BARBICAN_BUDGET')
  ) {
    err.write(`${messagesOf(error).join('\n  because: ')}\n`);
    return EXIT.world;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  err.write(`This is a bug in Barbican or in a plug-in:\n${stack}\n`);
  return EXIT.bug;
}

function messagesOf(error: Error): string[] {
  const own = error.message;
  return error.cause instanceof Error ? [own, ...messagesOf(error.cause)] : [own];
}
