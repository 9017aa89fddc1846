import type { Order, OrderOutcome } from '../domain/steering.ts';

/** Where a run finds what it is asked from outside. Anybody may write it at any time; nothing in it is ever lost. */
export interface Inbox extends Disposable {
  /** The orders that nothing became of yet, in the order of coming. */
  waiting(): readonly Order[];
  /** Says what became of an order; once. */
  settle(id: string, outcome: OrderOutcome): void;
  /** Calls `onNews` soon after something has come, until it is disposed. */
  watch(onNews: () => void): Disposable;
}
