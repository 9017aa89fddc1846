import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { GroupPlace } from './place.ts';

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
  readonly #free: string[] = [];
  #made = 0;

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
    const name = this.#next();
    const memory = join(this.#memory, name);
    const folders = [...new Set([memory, join(this.#pids, name)])];
    const bytes = String(Math.ceil(memoryMiB * MIB));
    if (this.#version === 1) writeFileSync(join(memory, 'memory.limit_in_bytes'), bytes);
    else writeFileSync(join(memory, 'memory.max'), bytes);
    const before = this.#kills(memory);
    return {
      add: (pid) => add(folders, pid),
      ranOutOfMemory: () => this.#kills(memory) > before,
      release: async () => {
        await Promise.all(folders.map(emptied));
        this.#free.push(name);
      },
    };
  }

  [Symbol.dispose](): void {
    for (const folder of new Set([this.#memory, this.#pids])) removeGroups(folder);
  }

  #next(): string {
    const ready = this.#free.findIndex((name) =>
      [this.#memory, this.#pids].every((folder) => pidsIn(join(folder, name)).length === 0),
    );
    if (ready !== -1) return this.#free.splice(ready, 1)[0] ?? '';
    const name = String(this.#made++);
    const [memory, pids] = [join(this.#memory, name), join(this.#pids, name)];
    for (const folder of new Set([memory, pids])) mkdirSync(folder);
    writeFileSync(join(pids, 'pids.max'), String(MOST_TASKS));
    if (this.#version === 2) {
      writeIfThere(join(memory, 'memory.swap.max'), '0');
      writeIfThere(join(memory, 'memory.oom.group'), '1');
    }
    return name;
  }

  /** How many processes of a group the kernel has killed for want of memory. */
  #kills(memory: string): number {
    const file = this.#version === 1 ? 'memory.oom_control' : 'memory.events';
    return Number(/^oom_kill (\d+)$/mu.exec(textOf(join(memory, file)))?.[1] ?? 0);
  }
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

async function add(folders: readonly string[], pid: number): Promise<void> {
  try {
    for (const folder of folders) await writeFile(join(folder, 'cgroup.procs'), String(pid));
  } catch (error) {
    // It has ended, and so has what it started, or that has another parent now.
    if (isCode(error, 'ESRCH')) return;
    throw error;
  }
  // What it starts from now on is in the group already; only what it had started before is not.
  for (const child of childrenOf(pid)) await add(folders, child);
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
