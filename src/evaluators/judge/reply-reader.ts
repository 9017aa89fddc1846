import { readSync } from 'node:fs';
import { FrameTooLongError } from '../framing.ts';

const HEADER_BYTES = 4;
/** As much as a pipe holds. */
const BUFFER_BYTES = 64 * 1024;

/** Reads frames from a FIFO in blocking mode. */
export class ReplyReader {
  readonly #fd: number;
  readonly #maxBytes: number;
  #bytes = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  #from = 0;
  #to = 0;

  /** @param maxBytes The longest body. */
  constructor(fd: number, maxBytes: number) {
    this.#fd = fd;
    this.#maxBytes = maxBytes;
  }

  /**
   * Waits for a frame; its body may be overwritten by the next call.
   *
   * @returns `undefined` at the end of the file, or when `isOver` says so after a read.
   * @throws {FrameTooLongError}
   */
  next(isOver: () => boolean): Uint8Array | undefined {
    for (;;) {
      const body = this.#take();
      if (body) return body;
      const got = readSync(this.#fd, this.#bytes, this.#to, this.#bytes.length - this.#to, null);
      if (got === 0 || isOver()) return undefined;
      this.#to += got;
    }
  }

  /** The next body if it is there; else room for the rest of it. */
  #take(): Uint8Array | undefined {
    const held = this.#to - this.#from;
    if (held < HEADER_BYTES) {
      this.#makeRoom(HEADER_BYTES);
      return undefined;
    }
    const length = this.#bytes.readUInt32LE(this.#from);
    if (length > this.#maxBytes)
      throw new FrameTooLongError(`a frame of ${length} bytes, more than ${this.#maxBytes}`);
    if (held < HEADER_BYTES + length) {
      this.#makeRoom(HEADER_BYTES + length);
      return undefined;
    }
    const start = this.#from + HEADER_BYTES;
    this.#from = start + length;
    return this.#bytes.subarray(start, this.#from);
  }

  /** Moves what is held to the front, where `size` bytes do not fit behind it. */
  #makeRoom(size: number): void {
    if (this.#from === this.#to) this.#from = this.#to = 0;
    if (this.#from + size <= this.#bytes.length) return;
    const target = size > this.#bytes.length ? Buffer.allocUnsafeSlow(size) : this.#bytes;
    this.#bytes.copy(target, 0, this.#from, this.#to);
    this.#bytes = target;
    this.#to -= this.#from;
    this.#from = 0;
  }
}
