import {
  chownSync,
  closeSync,
  constants,
  mkdirSync,
  openSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { Socket } from 'node:net';
import { basename, join } from 'node:path';
import { InfraError } from '../domain/errors.ts';
import type { Limits } from '../domain/problem.ts';
import { FifoSupply, type FifoPair, type HeldFifos, holdFifos } from './fifos.ts';
import type { ReadyHost } from './ready-hosts.ts';
import type { WaitingHost } from './session.ts';
import type { Workplace } from './workplace.ts';
import { Zygote } from './zygote.ts';

/** Of the file with a program, as `python-zygote.py` reads it. */
const NAME_BYTES = 12;

/** A copy that waits for its program, with the FIFOs of its channel. */
export interface ForkedHost {
  readonly host: WaitingHost;
  readonly fifos: FifoPair;
  readonly held: HeldFifos;
}

/** The zygotes of one sandbox, one for each host and limit of memory, started when first needed. */
export class Zygotes implements Disposable {
  readonly #workplace: Workplace;
  readonly #nests = new Map<string, Nest>();

  constructor(workplace: Workplace) {
    this.#workplace = workplace;
  }

  /**
   * A copy that waits for a program, if the host has a zygote that works here.
   *
   * @param core The only core that it may use.
   * @throws {InfraError} If it worked before and does not now.
   */
  async fork(
    { host, driver, hostFile }: ReadyHost,
    limits: Limits,
    core?: number,
  ): Promise<ForkedHost | undefined> {
    const { zygote } = host;
    if (!zygote || !driver.zygoteCommand) return undefined;
    const key = `${hostFile}\n${host.interpreterPath}\n${zygote.modules.join(',')}\n${limits.memoryMiB}`;
    let nest = this.#nests.get(key);
    if (!nest) {
      const zygoteFile = this.#workplace.share(zygote.file);
      const command = driver.zygoteCommand({ ...host, zygote }, { hostFile, zygoteFile, limits });
      const folder = join(this.#workplace.zygoteFolder, String(this.#nests.size));
      nest = new Nest(folder, driver.owner, (at) => Zygote.start(command, at));
      this.#nests.set(key, nest);
    }
    return await nest.fork(core);
  }

  [Symbol.dispose](): void {
    for (const nest of this.#nests.values()) nest[Symbol.dispose]();
  }
}

/** One zygote with the folder in which its copies find their files. */
class Nest implements Disposable {
  readonly #folder: string;
  readonly #owner: number | undefined;
  readonly #start: (folder: string) => Promise<Zygote>;
  readonly #supply: FifoSupply;
  #zygote: Promise<Zygote> | undefined;
  #worked = false;
  #works = true;
  #files = 0;

  constructor(
    folder: string,
    owner: number | undefined,
    start: (folder: string) => Promise<Zygote>,
  ) {
    mkdirSync(folder, { mode: 0o700 });
    if (owner !== undefined) chownSync(folder, owner, owner);
    this.#folder = folder;
    this.#owner = owner;
    this.#start = start;
    this.#supply = new FifoSupply(folder, owner);
  }

  /** A copy; undefined if none ever worked. */
  async fork(core: number | undefined): Promise<ForkedHost | undefined> {
    if (!this.#works) return undefined;
    try {
      const forked = await this.#forked(await this.#living(), core);
      this.#worked = true;
      return forked;
    } catch (error) {
      if (!(error instanceof InfraError) || this.#worked) throw error;
      this.#works = false;
      this[Symbol.dispose]();
      return undefined;
    }
  }

  [Symbol.dispose](): void {
    void this.#zygote?.then(
      (zygote) => zygote[Symbol.dispose](),
      () => undefined,
    );
  }

  async #living(): Promise<Zygote> {
    const zygote = await (this.#zygote ??= this.#start(this.#folder));
    if (!zygote.isGone) return zygote;
    this.#zygote = this.#start(this.#folder);
    return await this.#zygote;
  }

  async #forked(zygote: Zygote, core: number | undefined): Promise<ForkedHost> {
    const [fifos, printed] = [await this.#supply.take(), await this.#supply.take()];
    const held = holdFifos(fifos);
    held.given();
    const [stdout, stderr] = [readFifo(printed.requestPath), readFifo(printed.replyPath)];
    const remove = (): void => {
      for (const path of [printed.requestPath, printed.replyPath]) rmSync(path, { force: true });
    };
    try {
      const copy = await zygote.fork({
        request: basename(fifos.requestPath),
        reply: basename(fifos.replyPath),
        stdout: basename(printed.requestPath),
        stderr: basename(printed.replyPath),
        ...(core === undefined ? {} : { core }),
      });
      const host: WaitingHost = {
        ...copy,
        stdout: stdout.stream,
        stderr: stderr.stream,
        give: (payload) => held.tell(this.#leave(payload)),
        write: () => {
          throw new TypeError('A copy has no standard input');
        },
      };
      return { host, fifos, held };
    } catch (error) {
      held.remove();
      for (const { stream } of [stdout, stderr]) stream.destroy();
      throw error;
    } finally {
      for (const { letGo } of [stdout, stderr]) letGo();
      remove();
    }
  }

  /** Leaves what a copy reads, and takes away, in the folder; gives its name there. */
  #leave(payload: string): string {
    const name = String(this.#files++).padStart(NAME_BYTES, '0');
    const path = join(this.#folder, name);
    writeFileSync(path, payload, { mode: 0o600 });
    if (this.#owner !== undefined) chownSync(path, this.#owner, this.#owner);
    return name;
  }
}

/** The reading end of a FIFO, held open until somebody has opened the other. */
function readFifo(path: string): { readonly stream: Socket; readonly letGo: () => void } {
  const held = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const stream = new Socket({ fd, readable: true, writable: false });
  return { stream, letGo: () => closeSync(held) };
}
