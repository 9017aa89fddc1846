/** What the judge and the thread that watches it share: words of 32 bits, by place. */
export const WORD = {
  /** How many channels are open: with none there is nothing to watch. */
  users: 0,
  /** The wait that is on: its number, its number negated once its time was up, 0 if there is none. */
  turn: 1,
  /** How long the wait may take, in milliseconds. */
  limitMs: 2,
  requestFd: 3,
  replyFd: 4,
  /** 1 when the judge is back from a wait whose time was up. */
  back: 5,
  /** Never changes: to sleep on. */
  still: 6,
} as const;

/** How many words there are. */
export const WATCH_WORDS = 7;
