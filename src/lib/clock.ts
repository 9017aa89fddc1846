/** Time as an argument. */
export interface Clock {
  /** Milliseconds since an arbitrary start; never goes back. For durations. */
  monotonicMs(): number;
  /** Milliseconds since 1970 (UTC); may jump. Only for showing when something happened. */
  wallMs(): number;
}

/** The clock of this machine. The only place that reads the time. */
export const systemClock: Clock = {
  monotonicMs: () => performance.now(),
  wallMs: () => Date.now(),
};

/** A wall-clock time as `20260131-235959`, in UTC, for names of folders. */
export function timeStamp(wallMs: number): string {
  const [time = ''] = new Date(wallMs).toISOString().split('.');
  return time.replaceAll(/[-:]/gu, '').replace('T', '-');
}

/** The wall-clock time that a text such as `Wed, 21 Oct 2026 07:28:00 GMT` says; NaN if it says none. */
export function wallMsFrom(text: string): number {
  return Date.parse(text);
}
