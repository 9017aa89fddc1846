import { randomUUID } from 'node:crypto';
import { chmodSync, copyFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SandboxJob } from '../contracts/sandbox.ts';
import { InfraError } from '../domain/errors.ts';
import type { Failure } from '../domain/evaluation.ts';
import type { Limits } from '../domain/problem.ts';
import { type Hash, hashOf } from '../lib/hash.ts';
import { canonicalJson } from '../lib/json.ts';
import { type BuildPlan, type BuildRecipe, type LanguageHost, SHELL } from './hosts/host.ts';
import type { ReadyHost } from './ready-hosts.ts';
import { runAlone } from './run-alone.ts';
import { makeScratch } from './scratch.ts';
import { isInside, writeFiles } from './tree-files.ts';
import type { Workplace } from './workplace.ts';

/** How long a compiler may take, in milliseconds: less than a judge may wait for an instance. */
const BUILD_MS = 45_000;
const BUILD_LIMITS: Limits = {
  callMs: BUILD_MS,
  workloadMs: BUILD_MS,
  memoryMiB: 1024,
  outputBytes: 64 * 2 ** 20,
};
/** Built programs that are kept, each some ten to some hundred KiB. */
const KEPT = 256;

/** Compiles in the folder `$0`; what comes of it goes to standard output, what is said to standard error. */
const BUILD =
  'made=$(mktemp -d) && trap \'rm -rf "$made"\' EXIT && cd "$0" && "$@" -o "$made/program" >&2 && cat "$made/program"';
/**
 * Says that the program begins, before anything of it runs, and becomes the program, which reads the rest of the input: so
 * nothing that it does at its start can be taken for the machine's fault.
 */
const LAUNCH = 'read -r begun && printf "$begun" >&4 && exec "$0"';

type Compiled = ReadyHost & { readonly host: LanguageHost & { readonly build: BuildRecipe } };

/** The host's own part, which is built once. */
interface Part {
  readonly name: string;
  readonly file: string;
}

interface BuildWork {
  readonly plan: BuildPlan;
  readonly part: Part | undefined;
  readonly failureOf: (said: string) => Failure;
}

/** The built programs of one sandbox, each built once. */
export class Builds implements Disposable {
  readonly #workplace: Workplace;
  /** The one that was used the longest ago comes first. */
  readonly #built = new Map<Hash, Promise<string | Failure>>();
  readonly #stop = new AbortController();

  constructor(workplace: Workplace) {
    this.#workplace = workplace;
  }

  /**
   * The host that runs a job's program: of a compiled language, one that starts what was built of it.
   *
   * @throws {InfraError} If the compiler cannot be started.
   * @throws The signal's reason if it is aborted meanwhile.
   */
  async hostOf(
    ready: ReadyHost,
    job: SandboxJob,
    signal: AbortSignal,
  ): Promise<LanguageHost | Failure> {
    if (!isCompiled(ready)) return ready.host;
    const { host } = ready;
    const plan = host.build.plan(job);
    if ('kind' in plan) return plan;
    const part = await this.#part(ready, signal);
    const failureOf = (said: string): Failure => host.build.failureOf(said, job);
    const file = await this.#file(ready, { plan, part, failureOf }, signal);
    if (typeof file !== 'string') return file;
    return {
      ...host,
      interpreterPath: SHELL,
      mounts: [{ from: file, at: 'program' }],
      env: {},
      args: (_hostPath, _limits, seenAt) => ['-c', LAUNCH, seenAt(file)],
    };
  }

  [Symbol.dispose](): void {
    this.#stop.abort(new Error('The sandbox is disposed'));
  }

  /** The file of the host's own part. */
  async #part(ready: Compiled, signal: AbortSignal): Promise<Part> {
    const { name, plan } = ready.host.build.part;
    const failureOf = (said: string): Failure => ({ kind: 'compile', detail: said });
    const file = await this.#file(ready, { plan, part: undefined, failureOf }, signal);
    if (typeof file === 'string') return { name, file };
    throw new InfraError(
      `Cannot build programs, as ${ready.host.interpreterPath} does not build Barbican's own part of them: ${file.detail.trim()}`,
    );
  }

  async #file(ready: Compiled, work: BuildWork, signal: AbortSignal): Promise<string | Failure> {
    const key = hashOf(canonicalJson([ready.host.build.identity, work.plan]));
    const known = this.#built.get(key);
    const building = known ?? this.#build(key, ready, work);
    this.#built.delete(key);
    this.#built.set(key, building);
    this.#dropUnused();
    try {
      return await unlessAborted(building, signal);
    } catch (error) {
      // What the world prevented may work the next time.
      if (!signal.aborted) this.#built.delete(key);
      throw error;
    }
  }

  async #build(
    key: Hash,
    { host, driver, hostFile }: Compiled,
    { plan, part, failureOf }: BuildWork,
  ): Promise<string | Failure> {
    const misplaced = Object.keys(plan.files).find((path) => !isInside(path));
    if (misplaced !== undefined)
      return { kind: 'compile', detail: `"${misplaced}" is not a path inside of a program` };
    const source = join(this.#workplace.buildFolder, `${key}.source`);
    writeFiles(source, plan.files);
    if (part) copyFileSync(part.file, join(source, part.name));
    const marker = `${this.#workplace.name}/${randomUUID()}`;
    const compiler: LanguageHost = {
      ...host,
      interpreterPath: SHELL,
      mounts: [...host.mounts, { from: source, at: 'source' }],
      args: (_hostPath, _limits, seenAt) => [
        '-c',
        BUILD,
        seenAt(source),
        seenAt(host.interpreterPath),
        ...plan.args,
      ],
    };
    const scratch = makeScratch(driver, this.#workplace, randomUUID());
    const place = { hostFile, limits: BUILD_LIMITS, marker, scratch: scratch?.folder };
    try {
      const end = await runAlone(
        {
          command: driver.command(compiler, place),
          scratch,
          reap: () => void driver.reap(marker),
          limitMs: BUILD_MS,
          memoryMiB: BUILD_LIMITS.memoryMiB,
          outputBytes: BUILD_LIMITS.outputBytes,
        },
        this.#stop.signal,
      );
      if (end.stopped !== undefined)
        return { kind: 'compile', detail: `its compiler ${end.stopped.detail}` };
      if (end.code !== 0 || end.stdout.length === 0) return failureOf(end.stderr);
      return this.#keep(key, end.stdout);
    } finally {
      scratch?.[Symbol.dispose]();
      rmSync(source, { recursive: true, force: true });
    }
  }

  #keep(key: Hash, program: Uint8Array): string {
    const file = join(this.#workplace.buildFolder, key);
    writeFileSync(`${file}.new`, program);
    chmodSync(`${file}.new`, 0o555);
    renameSync(`${file}.new`, file);
    return file;
  }

  #dropUnused(): void {
    for (const [key, building] of this.#built) {
      if (this.#built.size <= KEPT) return;
      this.#built.delete(key);
      void building.then(
        (file) => typeof file === 'string' && rmSync(file, { force: true }),
        () => undefined,
      );
    }
  }
}

function isCompiled(ready: ReadyHost): ready is Compiled {
  return ready.host.build !== undefined;
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(signal.reason);
    if (signal.aborted) return leave();
    signal.addEventListener('abort', leave, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
