import { wallMsFrom } from '../lib/clock.ts';

/**
 * How long a provider asks to wait before the next call, in milliseconds, from the headers of its answer.
 *
 * Reads `retry-after-ms`, and `retry-after` in seconds or as a date (RFC 9110, 10.2.3).
 *
 * @returns undefined if it does not say, or what it says cannot be read.
 */
export function retryAfterMs(
  headers: Readonly<Record<string, string>>,
  nowMs: number,
): number | undefined {
  const exact = headers['retry-after-ms']?.trim() ?? '';
  if (DECIMAL.test(exact)) return Number(exact);
  const text = headers['retry-after']?.trim() ?? '';
  if (DECIMAL.test(text)) return Number(text) * 1000;
  const atMs = wallMsFrom(text);
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}

const DECIMAL = /^\d+(\.\d+)?$/u;
