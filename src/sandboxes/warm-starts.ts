import type { WaitingSession } from './session.ts';

/**
 * Hosts that were started before anybody needs them, each for one use.
 *
 * They wait for their program on standard input, so they hold no program and no secret, and what they used to start is
 * over when they are handed out.
 */
export class WarmStarts implements Disposable {
  readonly #size: number;
  readonly #most: number;
  /** The key that was used the longest ago comes first. */
  readonly #waiting = new Map<string, Promise<WaitingSession | undefined>[]>();
  #disposed = false;

  /**
   * @param size Hosts that wait under each key.
   * @param most Hosts that wait under all keys together, at least `size`.
   */
  constructor(size: number, most: number) {
    this.#size = size;
    this.#most = most;
  }

  /**
   * A host that nobody has used, and others in its place for whoever comes next.
   *
   * @param key Equal for hosts that are started alike.
   * @throws What `start` throws.
   */
  async take(key: string, start: () => Promise<WaitingSession>): Promise<WaitingSession> {
    const taken = (await this.#waitingFor(key)) ?? (await start());
    if (!this.#disposed) this.#refill(key, start);
    return taken;
  }

  async #waitingFor(key: string): Promise<WaitingSession | undefined> {
    for (;;) {
      const next = this.#waiting.get(key)?.shift();
      if (next === undefined) return undefined;
      const waiting = await next;
      if (waiting?.isAlive()) return waiting;
      waiting?.kill();
    }
  }

  #refill(key: string, start: () => Promise<WaitingSession>): void {
    const waiting = this.#waiting.get(key) ?? [];
    this.#waiting.delete(key);
    this.#waiting.set(key, waiting);
    while (waiting.length < this.#size) waiting.push(started(start));
    this.#dropUnused();
  }

  #dropUnused(): void {
    let count = [...this.#waiting.values()].reduce((sum, { length }) => sum + length, 0);
    for (const [key, waiting] of this.#waiting) {
      if (count <= this.#most) return;
      count -= waiting.length;
      this.#waiting.delete(key);
      kill(waiting);
    }
  }

  [Symbol.dispose](): void {
    this.#disposed = true;
    for (const waiting of this.#waiting.values()) kill(waiting);
    this.#waiting.clear();
  }
}

function kill(waiting: readonly Promise<WaitingSession | undefined>[]): void {
  for (const session of waiting) void session.then((one) => one?.kill());
}

/** One that cannot be started now is started when it is needed, and says then why it cannot. */
function started(start: () => Promise<WaitingSession>): Promise<WaitingSession | undefined> {
  return start().catch(() => undefined);
}
