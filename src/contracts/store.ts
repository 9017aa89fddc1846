import type { RunEvent, RunEventBody } from '../domain/event.ts';
import type { Hash } from '../lib/hash.ts';

/** The run log and its blobs. Append-only; one writer, many readers. */
export interface Store extends AsyncDisposable {
  /**
   * Adds events in order with `seq`, `v` and `atMs`, and the blobs that they name in the same transaction.
   *
   * @returns The events as stored, when they are on disk.
   * @throws {InfraError} If they could not be made durable; then none of them was added.
   */
  append(events: readonly RunEventBody[], blobs?: readonly string[]): Promise<readonly RunEvent[]>;
  /** The events with `seq` >= `from` (default 1), in order. */
  events(from?: number): Iterable<RunEvent>;
  /** The text whose SHA-256 is `hash`; undefined if it was never stored. */
  getBlob(hash: Hash): string | undefined;
}
