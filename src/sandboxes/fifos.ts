import { chownSync, closeSync, constants, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { InfraError } from '../domain/errors.ts';
import { outputInGroup } from '../lib/node/run-in-group.ts';

/** Pairs made by the first call of mkfifo, which Node cannot do itself; each further one makes twice as many, to the most. */
const FIRST_BATCH = 16;
const MOST_BATCH = 256;
/** How long that may take, in milliseconds. */
const LIMIT_MS = 60_000;

/** Two fresh FIFOs, never used before. */
export interface FifoPair {
  readonly requestPath: string;
  readonly replyPath: string;
}

/** Makes FIFOs in `folder`, many at a time; they are this user's, or those of `owner`. */
export class FifoSupply {
  readonly #folder: string;
  readonly #owner: number | undefined;
  #made = 0;
  #batch = FIRST_BATCH;
  #spare: FifoPair[] = [];
  #making: Promise<void> | undefined;

  constructor(folder: string, owner?: number) {
    this.#folder = folder;
    this.#owner = owner;
  }

  /** @throws {InfraError} If none can be made. */
  async take(): Promise<FifoPair> {
    for (;;) {
      const pair = this.#spare.pop();
      if (pair) return pair;
      this.#making ??= this.#make().finally(() => {
        this.#making = undefined;
      });
      await this.#making;
    }
  }

  async #make(): Promise<void> {
    const pairs = Array.from({ length: this.#batch }, (): FifoPair => {
      const number = this.#made++;
      return {
        requestPath: join(this.#folder, `${number}.request`),
        replyPath: join(this.#folder, `${number}.reply`),
      };
    });
    const paths = pairs.flatMap(({ requestPath, replyPath }) => [requestPath, replyPath]);
    try {
      await outputInGroup('mkfifo', ['-m', '600', ...paths], { env: {}, limitMs: LIMIT_MS });
    } catch (cause) {
      throw new InfraError(`Cannot make FIFOs in ${this.#folder}`, { cause });
    }
    if (this.#owner !== undefined)
      for (const path of paths) chownSync(path, this.#owner, this.#owner);
    this.#batch = Math.min(MOST_BATCH, 2 * this.#batch);
    this.#spare.push(...pairs);
  }
}

/** The ends of a pair that this process holds. */
export interface HeldFifos {
  /** For the program: blocking, one direction each. */
  readonly requestFd: number;
  readonly replyFd: number;
  /** Writes a short text into the request FIFO, for a program's host that is not yet the judge's. */
  tell(text: string): void;
  /** Closes the program's ends here, when it has them. */
  given(): void;
  /** Lets go of both FIFOs, when the judge has them: then each side sees the other leave. */
  letGo(): void;
  /** Closes everything and removes both from the folder. */
  remove(): void;
}

/**
 * Opens a pair so that neither side sees an end of file before both have come.
 *
 * @throws {InfraError} If it cannot be opened.
 */
export function holdFifos({ requestPath, replyPath }: FifoPair): HeldFifos {
  const both = constants.O_RDWR | constants.O_NONBLOCK;
  const held: number[] = [];
  const given: number[] = [];
  const close = (descriptors: number[]): void => {
    for (const fd of descriptors.splice(0)) closeSync(fd);
  };
  try {
    held.push(openSync(requestPath, both));
    held.push(openSync(replyPath, both));
    given.push(openSync(requestPath, 'r'));
    given.push(openSync(replyPath, 'w'));
  } catch (cause) {
    close([...given, ...held]);
    throw new InfraError(`Cannot open the FIFO ${requestPath}`, { cause });
  }
  const [requestFd = -1, replyFd = -1] = given;
  let there = true;
  return {
    requestFd,
    replyFd,
    tell: (text) => {
      const [requests] = held;
      if (requests !== undefined) writeSync(requests, text);
    },
    given: () => close(given),
    letGo: () => close(held),
    remove: () => {
      close(given);
      close(held);
      // Without complaint: the whole folder may be gone, at the end of everything.
      if (there) for (const path of [requestPath, replyPath]) rmSync(path, { force: true });
      there = false;
    },
  };
}
