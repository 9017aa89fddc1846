import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  write,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { GroupPlace } from './place.ts';

/** Beside the event loop: the kernel takes its time to move a process. */
const writeTo = promisify(write);

const MIB = 2 ** 20;
/** Tasks, threads included, of one session: more than any program is allowed, for what comes between two looks. */
const MOST_TASKS = 1_024;
/** How often the processes of a group are killed, as more may be forked meanwhile. */
const LOOKS = 200;
/** Time between two looks, in milliseconds. */
const LOOK_MS = 1;

/** A group for the processes of one session. */
export interface ControlGroup {
  /** Takes in a process with all that came of it, and so with all that will. */
  add(pid: number): Promise<void>;
  /** Whether the kernel killed one of them as they held too much memory together. */
  ranOutOfMemory(): boolean;
  /** Kills what is left; resolves when nothing is, and the group is given back. */
  release(): Promise<void>;
}

/**
 * The control groups of one sandbox. They are used again: a kernel keeps what it knows of a removed one for long.
 */
export class ControlGroups implements Disposable {
  readonly #memory: string;
  readonly #pids: string;
  readonly #version: 1 | 2;
  readonly #free: Kept[] = [];
  readonly #kept: Kept[] = [];

  /**
   * @param name The folders' name, which tells their owner.
   * @param listFile Remembers the folders, so that they can be removed when this process is killed.
   * @throws If the kernel does not let groups be made there; the error has a `code`.
   */
  constructor({ version, memory, pids }: GroupPlace, name: string, listFile: string) {
    this.#version = version;
    if (version === 2) enableControllers(memory);
    [this.#memory, this.#pids] = [join(memory, name), join(pids, name)];
    for (const folder of new Set([this.#memory, this.#pids])) {
      appendFileSync(listFile, `${folder}\n`);
      mkdirSync(folder);
    }
    if (version === 2) writeFileSync(join(this.#memory, 'cgroup.subtree_control'), CONTROLLERS);
    // So that it is known now whether it works.
    void this.take(MIB).release();
  }

  /** @param memoryMiB What all processes may hold together. */
  take(memoryMiB: number): ControlGroup {
    const kept = this.#next();
    const { folders, memory } = kept;
    const bytes = Math.ceil(memoryMiB * MIB);
    if (bytes !== kept.limitBytes) {
      const file = this.#version === 1 ? 'memory.limit_in_bytes' : 'memory.max';
      writeFileSync(join(memory, file), String(bytes));
      kept.limitBytes = bytes;
    }
    const before = this.#kills(memory);
    return {
      add: async (pid) => {
        kept.adding += 1;
        try {
          await add(kept.doors, pid);
        } finally {
          kept.adding -= 1;
        }
      },
      ranOutOfMemory: () => this.#kills(memory) > before,
      release: async () => {
        await Promise.all(folders.map(emptied));
        this.#free.push(kept);
      },
    };
  }

  [Symbol.dispose](): void {
    // A number that is closed is given to the next file, which nothing may be written to that is still under way.
    const unused = this.#kept.filter(({ adding }) => adding === 0);
    for (const { doors } of unused) for (const door of doors.splice(0)) closeSync(door);
    for (const folder of new Set([this.#memory, this.#pids])) removeGroups(folder);
  }

  #next(): Kept {
    const ready = this.#free.findIndex(({ folders }) =>
      folders.every((folder) => pidsIn(folder).length === 0),
    );
    const [again] = ready === -1 ? [] : this.#free.splice(ready, 1);
    if (again) return again;
    const name = String(this.#kept.length);
    const [memory, pids] = [join(this.#memory, name), join(this.#pids, name)];
    const folders = [...new Set([memory, pids])];
    for (const folder of folders) mkdirSync(folder);
    writeFileSync(join(pids, 'pids.max'), String(MOST_TASKS));
    if (this.#version === 2) {
      writeIfThere(join(memory, 'memory.swap.max'), '0');
      writeIfThere(join(memory, 'memory.oom.group'), '1');
    }
    const doors = folders.map((folder) => openSync(join(folder, 'cgroup.procs'), 'w'));
    const made = { folders, memory, doors, limitBytes: 0, adding: 0 };
    this.#kept.push(made);
    return made;
  }

  /** How many processes of a group the kernel has killed for want of memory. */
  #kills(memory: string): number {
    const file = this.#version === 1 ? 'memory.oom_control' : 'memory.events';
    return Number(/^oom_kill (\d+)$/mu.exec(textOf(join(memory, file)))?.[1] ?? 0);
  }
}

/** A group that is there for one session after the other. */
interface Kept {
  readonly folders: readonly string[];
  /** That of its folders in which memory is limited. */
  readonly memory: string;
  /** Open for the numbers of processes that are taken in. */
  readonly doors: number[];
  limitBytes: number;
  /** Processes that are being taken in. */
  adding: number;
}

/** Kills what is in the groups of a folder and removes them; nothing if they are gone. */
export function removeGroups(folder: string): void {
  for (const group of [...foldersIn(folder).map((name) => join(folder, name)), folder]) {
    emptyNow(group);
    remove(group);
  }
}

const CONTROLLERS = '+memory +pids';

/**
 * Lets groups below this process's own have limits. A group with limits below it may hold no process itself, so this
 * process and those that share its group move one down.
 */
function enableControllers(own: string): void {
  const control = join(own, 'cgroup.subtree_control');
  const enabled = textOf(control).trim().split(/\s+/u);
  if (['memory', 'pids'].every((name) => enabled.includes(name))) return;
  try {
    writeFileSync(control, CONTROLLERS);
  } catch (error) {
    if (!isCode(error, 'EBUSY')) throw error;
    const below = join(own, 'barbican-self');
    mkdirSync(below, { recursive: true });
    for (const pid of pidsIn(own)) writeIfThere(join(below, 'cgroup.procs'), String(pid));
    writeFileSync(control, CONTROLLERS);
  }
}

async function add(doors: readonly number[], pid: number): Promise<void> {
  try {
    for (const door of doors) await writeTo(door, String(pid));
  } catch (error) {
    // It has ended, and so has what it started, or that has another parent now; or all is over, and the group removed.
    if (isCode(error, 'ESRCH') || isCode(error, 'ENODEV')) return;
    throw error;
  }
  // What it starts from now on is in the group already; only what it had started before is not.
  for (const child of childrenOf(pid)) await add(doors, child);
}

/** Kills all that is in a group. They die at once, and are seen there a moment longer. */
async function emptied(folder: string): Promise<void> {
  writeIfThere(join(folder, 'cgroup.kill'), '1');
  for (let look = 0; look < LOOKS && killSeen(folder); look++) await setTimeout(LOOK_MS);
}

/** The same where nothing can be waited for. */
function emptyNow(folder: string): void {
  writeIfThere(join(folder, 'cgroup.kill'), '1');
  for (let look = 0; look < LOOKS && killSeen(folder); look++)
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_MS);
}

/** Whether there was anything to kill. */
function killSeen(folder: string): boolean {
  const pids = pidsIn(folder);
  for (const pid of pids) kill(pid);
  return pids.length > 0;
}

/** One that still holds dying processes is removed with the next sweep. */
function remove(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (error) {
    if (!isCode(error, 'EBUSY') && !isCode(error, 'ENOENT')) throw error;
  }
}

function pidsIn(folder: string): number[] {
  return textOf(join(folder, 'cgroup.procs'))
    .split('\n')
    .map(Number)
    .filter((pid) => pid > 0);
}

/** The children of all its threads. */
function childrenOf(pid: number): number[] {
  return foldersIn(`/proc/${pid}/task`).flatMap((thread) =>
    textOf(`/proc/${pid}/task/${thread}/children`).trim().split(' ').filter(Boolean).map(Number),
  );
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return [];
    throw error;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!isCode(error, 'ESRCH')) throw error;
  }
}

function writeIfThere(path: string, text: string): void {
  try {
    if (existsSync(path)) writeFileSync(path, text);
  } catch (error) {
    // The group or the process ended meanwhile, or this kernel does not know it.
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error) return '';
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
