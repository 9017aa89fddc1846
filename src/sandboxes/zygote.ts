import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Duplex } from 'node:stream';
import { z } from 'zod';
import { InfraError } from '../domain/errors.ts';
import { coveredStdio } from './covered-stdio.ts';
import { childPid, lastDescendant } from './host-pids.ts';
import type { Command } from './tiers/tier.ts';

/** What a copy opens, by its name in the zygote's folder, and where it runs. */
export interface ForkOrder {
  readonly request: string;
  readonly reply: string;
  readonly stdout: string;
  readonly stderr: string;
  /** The only core that it may use. */
  readonly core?: number;
}

/** A copy that waits for one program. */
export interface Forked {
  /** As seen from here; absent if it has ended already. */
  readonly pid: number | undefined;
  isAlive(): boolean;
  kill(): void;
  readonly exited: Promise<readonly [code: number | null, signal: string | null]>;
}

const said = z.union([
  z.object({ ready: z.literal(true) }),
  z.object({ id: z.number(), pid: z.number() }),
  z.object({ id: z.number(), alone: z.literal(true) }),
  z.object({ id: z.number(), code: z.number() }),
  z.object({ id: z.number(), failed: z.string() }),
]);

/** What is known of one copy so far. */
interface Copy {
  pid: number | undefined;
  alone: boolean;
  readonly started: PromiseWithResolvers<number>;
  readonly exited: PromiseWithResolvers<readonly [number | null, string | null]>;
}

const KEPT_CHARACTERS = 4_096;

/** A process that has loaded an interpreter with its modules, and gives each program a copy of itself. */
export class Zygote implements Disposable {
  readonly #child: ChildProcess;
  readonly #requests: Duplex;
  readonly #copies = new Map<number, Copy>();
  readonly #ready = withResolvers<void>();
  #lastId = 0;
  #hostPid = 0;
  #stderr = '';
  #gone: InfraError | undefined;

  /**
   * Starts one.
   *
   * @param folder Where the files of its copies lie; held open for it, not seen by it.
   * @throws {InfraError} If it does not come up.
   */
  static async start(command: Command, folder: string): Promise<Zygote> {
    const zygote = new Zygote(command, folder);
    await zygote.#ready.promise;
    zygote.#hostPid = lastDescendant(zygote.#child.pid ?? 0);
    return zygote;
  }

  private constructor({ argv, env }: Command, folder: string) {
    const [file, ...args] = argv;
    const folderFd = openSync(folder, 'r');
    const stdio = coveredStdio(['ignore', 'ignore', 'pipe', 'pipe', 'pipe', folderFd]);
    this.#child = spawn(file, args, { env, cwd: '/', detached: true, stdio });
    closeSync(folderFd);
    const [, , stderr, requests, replies] = this.#child.stdio;
    this.#child.once('error', (cause) =>
      this.#end(new InfraError(`Cannot start ${file}`, { cause })),
    );
    this.#child.once('close', () => {
      this.#end(
        new InfraError(
          `A Python that gives copies ended: ${this.#stderr.trim().split('\n').at(-1)}`,
        ),
      );
    });
    if (!(requests instanceof Duplex) || !(replies instanceof Duplex) || !stderr)
      throw new InfraError(`Cannot start ${file}`);
    this.#requests = requests;
    requests.on('error', () => undefined);
    stderr.on('data', (text: Buffer) => {
      this.#stderr = `${this.#stderr}${text.toString()}`.slice(-KEPT_CHARACTERS);
    });
    createInterface({ input: replies }).on('line', (line) => this.#receive(line));
  }

  get isGone(): boolean {
    return this.#gone !== undefined;
  }

  /** A copy that has loaded nothing of its own yet. @throws {InfraError} If it could not be kept alone. */
  async fork(order: ForkOrder): Promise<Forked> {
    if (this.#gone) throw this.#gone;
    const id = ++this.#lastId;
    const copy: Copy = {
      pid: undefined,
      alone: false,
      started: withResolvers(),
      exited: withResolvers(),
    };
    this.#copies.set(id, copy);
    this.#send({ id, fork: order });
    const pid = await copy.started.promise;
    return {
      pid: childPid(this.#hostPid, pid),
      isAlive: () => this.#copies.has(id),
      kill: () => this.#copies.has(id) && this.#send({ kill: pid }),
      exited: copy.exited.promise,
    };
  }

  [Symbol.dispose](): void {
    this.#child.kill('SIGKILL');
  }

  #send(message: object): void {
    this.#requests.write(`${JSON.stringify(message)}\n`);
  }

  #receive(line: string): void {
    const message = said.parse(JSON.parse(line));
    if ('ready' in message) return this.#ready.resolve();
    const copy = this.#copies.get(message.id);
    if (!copy) return;
    if ('pid' in message) copy.pid = message.pid;
    if ('alone' in message) copy.alone = true;
    if (copy.alone && copy.pid !== undefined) copy.started.resolve(copy.pid);
    if ('failed' in message)
      copy.started.reject(new InfraError(`Cannot keep a copy alone: ${message.failed}`));
    if (!('code' in message)) return;
    this.#copies.delete(message.id);
    copy.started.reject(new InfraError(`Cannot keep a copy alone: it ended with ${message.code}`));
    copy.exited.resolve([message.code, null]);
  }

  #end(why: InfraError): void {
    this.#gone ??= why;
    this.#ready.reject(this.#gone);
    for (const { started, exited } of this.#copies.values()) {
      started.reject(this.#gone);
      exited.resolve([null, 'SIGKILL']);
    }
    this.#copies.clear();
  }
}

interface PromiseWithResolvers<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: Error) => void;
}

/** As `Promise.withResolvers`, which Node 20 does not have; nobody needs to look at a rejection. */
function withResolvers<T>(): PromiseWithResolvers<T> {
  let resolve: PromiseWithResolvers<T>['resolve'] = () => undefined;
  let reject: PromiseWithResolvers<T>['reject'] = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    [resolve, reject] = [yes, no];
  });
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}
