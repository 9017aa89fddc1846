/** Errors that this package throws on purpose; anything else is a bug. */

/** Stable across versions; tell errors apart by this, also across two installed copies. */
export type ErrorCode =
  | 'BARBICAN_CONFIG'
  | 'BARBICAN_CONTRACT'
  | 'BARBICAN_INFRA'
  | 'BARBICAN_BUDGET';

/** Base of every error that this package throws on purpose. */
export abstract class BarbicanError extends Error {
  /** Stable across versions. */
  abstract readonly code: ErrorCode;
}

/** The user asked for something that cannot be done; the message says what, where, and what would be right. */
export class ConfigError extends BarbicanError {
  override readonly name: string = 'ConfigError';
  readonly code = 'BARBICAN_CONFIG';
}

/** A run that another process writes. */
export class RunInUseError extends ConfigError {}

/** A plug-in broke its promise: an unknown parent, a NaN metric. The message names the plug-in. */
export class ContractError extends BarbicanError {
  override readonly name = 'ContractError';
  readonly code = 'BARBICAN_CONTRACT';
}

/** The world failed, not the program: a dead child process, a full disk. */
export class InfraError extends BarbicanError {
  override readonly name: string = 'InfraError';
  readonly code = 'BARBICAN_INFRA';
}

/** A language model gave no reply, though it was asked again where that could help: its trial has no program. */
export class NoReplyError extends InfraError {}

/** Whether `error` is one of ours with this code, also when it comes from another installed copy. */
export function hasCode(error: unknown, code: ErrorCode): error is BarbicanError {
  return error instanceof Error && 'code' in error && error.code === code;
}
