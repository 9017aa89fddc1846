import type { Readable } from 'node:stream';

/** What is kept of each stream, in bytes. */
const KEPT_BYTES = 64 * 1024;

/** The beginning of what a process prints. */
export interface Capture {
  /** The kept text; says so where more was printed. */
  text(): string;
  /** Everything that was printed, in bytes. */
  bytes(): number;
}

/** Reads a stream to its end so that nobody waits, and keeps its beginning. */
export function capture(stream: Readable, onMore: () => void): Capture {
  const chunks: Buffer[] = [];
  let bytes = 0;
  stream.on('data', (chunk: Buffer) => {
    const room = KEPT_BYTES - bytes;
    if (room > 0) chunks.push(chunk.subarray(0, room));
    bytes += chunk.length;
    onMore();
  });
  // The process died while it printed: its end says why.
  stream.on('error', () => undefined);
  return {
    text: () => {
      const kept = Buffer.concat(chunks).toString('utf8');
      return bytes > KEPT_BYTES ? `${kept}\n[cut: ${bytes} bytes were printed]` : kept;
    },
    bytes: () => bytes,
  };
}
