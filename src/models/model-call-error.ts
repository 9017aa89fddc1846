import { NoReplyError } from '../domain/errors.ts';

/** How a call failed, for those who may try again. */
export interface CallFailure {
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;
  /** How long the provider asked to wait, in milliseconds. */
  readonly retryAfterMs?: number;
}

/** A call of a model that gave no reply. Its text holds no key, and it keeps no cause: that would. */
export class ModelCallError extends NoReplyError {
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(message: string, { retryable, retryAfterMs }: CallFailure) {
    super(message);
    this.retryable = retryable;
    this.retryAfterMs = retryAfterMs;
  }
}
