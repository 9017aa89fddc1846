import { deflateSync, inflateSync } from 'node:zlib';

/**
 * Texts shorter than this are stored as they are, in characters.
 *
 * Compressing an event of 300 characters saves a third of it and costs as much time as one of 2,000.
 */
const SMALLEST_PACKED = 512;

/**
 * A text as it is stored: itself if it is short, else compressed bytes; so is one with a NUL, at which SQLite's text ends.
 *
 * The zlib format, not the raw one: its checksum (4 bytes) finds damage that SQLite, which has none, cannot see.
 */
export function packed(text: string): string | Uint8Array {
  return text.length < SMALLEST_PACKED && !text.includes('\0') ? text : deflateSync(text);
}

/** The text that {@link packed} stored. Throws an error with a code that begins with `Z_` if the bytes are damaged. */
export function unpacked(stored: string | Uint8Array): string {
  return typeof stored === 'string' ? stored : inflateSync(stored).toString('utf8');
}
