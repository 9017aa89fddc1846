import type { Inbox } from '../contracts/inbox.ts';
import type { Order, OrderOutcome, SteerCommand } from '../domain/steering.ts';

/** An inbox in memory, with the side of those who write it. */
export interface FakeInbox extends Inbox {
  /** Puts an order in. @returns Its id. */
  give(command: SteerCommand, by?: string): string;
  readonly outcomeById: ReadonlyMap<string, OrderOutcome>;
  /** Forgets what became of the orders, as a run that died before it could say so. */
  forget(): void;
}

/** An inbox that is empty. */
export function fakeInbox(): FakeInbox {
  const orders: Order[] = [];
  const outcomeById = new Map<string, OrderOutcome>();
  let tell = (): void => undefined;
  return {
    outcomeById,
    give: (command, by = 'ada') => {
      const id = `o${orders.length + 1}`;
      orders.push({ id, by, command });
      tell();
      return id;
    },
    forget: () => outcomeById.clear(),
    waiting: () => orders.filter(({ id }) => !outcomeById.has(id)),
    settle: (id, outcome) => {
      if (!outcomeById.has(id)) outcomeById.set(id, outcome);
    },
    watch: (onNews) => {
      tell = onNews;
      return { [Symbol.dispose]: () => (tell = () => undefined) };
    },
    [Symbol.dispose]: () => undefined,
  };
}
