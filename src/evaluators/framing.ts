/** Frames of JSON: 4 bytes of length, little-endian, then UTF-8 text. */

const HEADER_BYTES = 4;
/** Made once: a decoder costs more than a short frame. */
const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/** One frame with the JSON text of `value`. */
export function encodeFrame(value: unknown): Uint8Array {
  const text = JSON.stringify(value);
  const length = Buffer.byteLength(text);
  const frame = Buffer.allocUnsafe(HEADER_BYTES + length);
  frame.writeUInt32LE(length, 0);
  frame.write(text, HEADER_BYTES);
  return frame;
}

/** A frame said that it is longer than allowed. */
export class FrameTooLongError extends Error {
  override readonly name = 'FrameTooLongError';
}

/** Cuts a stream of bytes into frames. */
export class FrameReader {
  readonly #maxBytes: number;
  #chunks: Uint8Array[] = [];
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /**
   * The bodies that are complete with `chunk`, one after the other: what is wrong with a later frame shows when the
   * earlier ones were taken, however the stream was cut.
   *
   * @throws {FrameTooLongError}
   */
  *push(chunk: Uint8Array): Generator<Uint8Array, void> {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    for (let body = this.#take(); body !== undefined; body = this.#take()) yield body;
  }

  #take(): Uint8Array | undefined {
    if (this.#bytes < HEADER_BYTES) return undefined;
    const length = this.#length();
    if (length > this.#maxBytes) {
      throw new FrameTooLongError(`a frame of ${length} bytes, more than ${this.#maxBytes}`);
    }
    if (this.#bytes < HEADER_BYTES + length) return undefined;
    const all = this.#joined();
    const end = HEADER_BYTES + length;
    this.#chunks = end < all.length ? [all.subarray(end)] : [];
    this.#bytes -= end;
    return all.subarray(HEADER_BYTES, end);
  }

  #length(): number {
    const [first = new Uint8Array(0)] = this.#chunks;
    const head = first.length >= HEADER_BYTES ? first : this.#joined();
    return new DataView(head.buffer, head.byteOffset, head.byteLength).getUint32(0, true);
  }

  #joined(): Uint8Array {
    const [first] = this.#chunks;
    if (first !== undefined && this.#chunks.length === 1) return first;
    const all = new Uint8Array(this.#bytes);
    let at = 0;
    for (const chunk of this.#chunks) {
      all.set(chunk, at);
      at += chunk.length;
    }
    this.#chunks = [all];
    return all;
  }
}

/** The value of a frame's body. @throws {TypeError | SyntaxError} If it is not UTF-8 or not JSON. */
export function decodeStrictJson(body: Uint8Array): unknown {
  return JSON.parse(strictUtf8.decode(body));
}
