import { randomUUID } from 'node:crypto';
import { chmodSync, closeSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuiltTree, StepEnd, StepJob, TreeJob, TreeSandbox } from '../contracts/sandbox.ts';
import { InfraError } from '../domain/errors.ts';
import type { Failure } from '../domain/evaluation.ts';
import type { Limits } from '../domain/problem.ts';
import { buildCounter, type InstructionCounter } from './counting/instruction-counter.ts';
import { type InstructionLedger, instructionLedger } from './counting/instruction-ledger.ts';
import { type LanguageHost, SHELL } from './hosts/host.ts';
import { type AloneEnd, type AloneJob, runAlone } from './run-alone.ts';
import { makeScratch } from './scratch.ts';
import { type Idle, stepEnd } from './step-end.ts';
import type { TierDriver } from './tiers/tier.ts';
import { isInside, writeFiles } from './tree-files.ts';
import { BUILD, COUNTED_ENV, COUNTED_STEP, ENV, STEP, WITHOUT_MODES } from './tree-scripts.ts';
import type { Workplace } from './workplace.ts';

const MIB = 2 ** 20;
/** What building may take of memory at least, and what a built tree may be, in MiB. */
const BUILD_MIB = 1024;
const BUILT_MIB = 64;
/** Of the sandbox's own processes, in MiB, and what counting takes beyond. */
const AROUND_MIB = 32;
const COUNTING_MIB = 512;
const DETAIL_CHARACTERS = 1_500;
const DETAIL_LINES = 10;
/** Builds trees and runs their steps in a tier. */
export function treeSandbox(options: {
  readonly driver: TierDriver;
  /** Any host: a command is started as if it were one. */
  readonly host: LanguageHost;
  readonly hostFile: string;
  readonly workplace: Workplace;
}): TreeSandbox {
  const trees = new Trees(options);
  return { build: (tree, limits, signal) => trees.build(tree, limits, signal) };
}

/** One shell script in a sandbox. */
interface Script {
  readonly text: string;
  /** Shown to it as `$0`: a file or folder of this machine. */
  readonly shown: string;
  readonly args: readonly string[];
  readonly limits: Limits;
  readonly limitMs: number;
  readonly outputBytes: number;
  readonly descriptors?: AloneJob['descriptors'];
  /** Counts its instructions: the launcher comes first among its arguments. */
  readonly counting?: Counting | undefined;
}

/** Who counts, and who hears the counts. */
interface Counting {
  readonly counter: InstructionCounter;
  readonly ledger: InstructionLedger;
}

class Trees {
  readonly #options: Parameters<typeof treeSandbox>[0];
  #counter: Promise<InstructionCounter> | undefined;

  constructor(options: Parameters<typeof treeSandbox>[0]) {
    this.#options = options;
  }

  async build(tree: TreeJob, limits: Limits, signal: AbortSignal): Promise<BuiltTree | Failure> {
    const misplaced = Object.keys(tree.files).find((path) => !isInside(path));
    if (misplaced !== undefined)
      return { kind: 'compile', detail: `"${misplaced}" is not a path inside of a program` };
    const name = randomUUID();
    const { workplace } = this.#options;
    if (tree.counted) await this.#counterHere();
    const source = join(workplace.buildFolder, `${name}.source`);
    writeFiles(source, tree.files);
    const end = await this.#run(
      {
        text: BUILD,
        shown: source,
        args: [tree.build],
        limits: { ...limits, memoryMiB: Math.max(limits.memoryMiB, BUILD_MIB) },
        limitMs: tree.buildMs,
        outputBytes: BUILT_MIB * MIB,
      },
      signal,
    ).finally(() => rmSync(source, { recursive: true, force: true }));
    const failure = failureOf(end, 'compile', 'the build');
    if (failure) return failure;
    const file = join(workplace.buildFolder, name);
    writeFileSync(file, end.stdout);
    chmodSync(file, 0o444);
    const exchangeFolder = join(workplace.exchangeFolder, name);
    mkdirSync(exchangeFolder, { mode: 0o700 });
    const built: Built = { file, exchangeFolder, said: end.stderr };
    try {
      const failed = await this.#failedTest(built, tree, limits, signal);
      if (!failed) return await this.#ready(built, tree, limits, signal);
      remove(built);
      return failed;
    } catch (error) {
      remove(built);
      throw error;
    }
  }

  async #failedTest(
    { file }: Built,
    { tests, buildMs }: TreeJob,
    limits: Limits,
    signal: AbortSignal,
  ): Promise<Failure | undefined> {
    for (const test of tests) {
      const end = await this.#run(
        {
          text: STEP,
          shown: file,
          args: [test, '--'],
          limits: { ...limits, memoryMiB: Math.max(limits.memoryMiB, BUILD_MIB) },
          limitMs: buildMs,
          outputBytes: limits.outputBytes,
        },
        signal,
      );
      const said = `${end.stdout.toString('utf8')}${end.stderr}`;
      const failure = failureOf({ ...end, stderr: said }, 'tests', `"${test}"`);
      if (failure) return failure;
    }
    return undefined;
  }

  /** Times an empty step: unpacking the tree is not a step's doing. */
  async #ready(
    built: Built,
    { counted }: TreeJob,
    limits: Limits,
    signal: AbortSignal,
  ): Promise<BuiltTree> {
    const empty: StepJob = {
      number: 0,
      command: ':',
      limitMs: 10_000,
      hasStdin: false,
      inputs: [],
      outputs: [],
    };
    const nothing = { wallMs: 0, cpuMs: 0, instructions: 0 };
    const ends = [
      await this.#step({ built, idle: nothing }, empty, limits, signal),
      await this.#step({ built, idle: nothing }, empty, limits, signal),
      ...(counted
        ? [await this.#step({ built, idle: nothing }, { ...empty, counted }, limits, signal)]
        : []),
    ];
    const failed = ends.find(({ exitCode, failure }) => exitCode !== 0 || failure);
    if (failed)
      throw new InfraError(
        `Cannot run a built tree: ${failed.failure?.detail ?? ''} ${failed.stderr.trim()}`,
      );
    const idle = {
      wallMs: Math.min(...ends.map(({ wallMs }) => wallMs)),
      cpuMs: Math.min(...ends.map(({ cpuMs }) => cpuMs)),
      instructions: ends.at(-1)?.instructions ?? 0,
    };
    return {
      exchangeFolder: built.exchangeFolder,
      said: built.said,
      run: (step, stepLimits, stop) => this.#step({ built, idle }, step, stepLimits, stop),
      [Symbol.dispose]: () => remove(built),
    };
  }

  async #step(
    { built, idle }: { readonly built: Built; readonly idle: Idle },
    job: StepJob,
    limits: Limits,
    signal: AbortSignal,
  ): Promise<StepEnd> {
    const { file, exchangeFolder } = built;
    const { number, command, limitMs, hasStdin, inputs, outputs, counted } = job;
    const counting = counted
      ? { counter: await this.#counterHere(), ledger: instructionLedger() }
      : undefined;
    const opened: number[] = [];
    const open = (ending: string, flags: string): number => {
      const fd = openSync(join(exchangeFolder, `${number}.${ending}`), flags, 0o600);
      opened.push(fd);
      return fd;
    };
    try {
      const end = await this.#run(
        {
          text: counting ? COUNTED_STEP : STEP,
          shown: file,
          counting,
          args: [
            command,
            ...inputs.flatMap(([path, bytes]) => [path, String(bytes)]),
            '--',
            ...outputs,
          ],
          limits,
          limitMs,
          outputBytes: limits.outputBytes,
          descriptors: {
            stdin: hasStdin ? open('stdin', 'r') : undefined,
            stdout: open('stdout', 'w'),
            input: inputs.length > 0 ? open('input', 'r') : undefined,
            output: open('output', 'w'),
          },
        },
        signal,
      );
      return stepEnd(end, idle, counting?.ledger.total());
    } finally {
      for (const fd of opened) closeSync(fd);
    }
  }

  /** Built when it is first needed. */
  #counterHere(): Promise<InstructionCounter> {
    const { driver, workplace } = this.#options;
    if (driver.tier === 'landlock')
      throw new InfraError(
        'Cannot count instructions in the landlock tier, as valgrind reads of each process what Landlock shows of one alone: install bubblewrap, for the namespace tier',
      );
    return (this.#counter ??= buildCounter(join(workplace.buildFolder, 'counter')));
  }

  async #run(script: Script, signal: AbortSignal): Promise<AloneEnd> {
    const { driver, host, hostFile, workplace } = this.#options;
    const { text, shown, args, limits, limitMs, outputBytes, descriptors, counting } = script;
    const { folder, ownFiles } = counting?.counter ?? {};
    const aroundMiB = AROUND_MIB + (counting ? COUNTING_MIB : 0);
    const marker = `${workplace.name}/${randomUUID()}`;
    const shell: LanguageHost = {
      ...host,
      interpreterPath: SHELL,
      mounts: [
        { from: shown, at: 'tree' },
        ...(folder === undefined ? [] : [{ from: folder, at: 'counter' }]),
      ],
      env: {
        ...ENV,
        ...(driver.scratch === undefined ? {} : WITHOUT_MODES),
        ...(ownFiles === undefined ? {} : { ...COUNTED_ENV, VALGRIND_LIB: ownFiles }),
      },
      ownMemoryMiB: aroundMiB,
      args: (_hostPath, _limits, seenAt) => [
        '-c',
        text,
        seenAt(shown),
        ...(folder === undefined ? [] : [seenAt(join(folder, 'launch'))]),
        ...args,
      ],
    };
    using scratch = makeScratch(driver, workplace, randomUUID());
    return await runAlone(
      {
        command: driver.command(shell, {
          hostFile,
          limits,
          marker,
          scratch: scratch?.folder,
          timed: true,
        }),
        scratch,
        reap: () => void driver.reap(marker),
        limitMs,
        memoryMiB: limits.memoryMiB + aroundMiB,
        outputBytes,
        ...(descriptors === undefined ? {} : { descriptors }),
        hearCounts: counting && ((chunk) => counting.ledger.hear(chunk)),
      },
      signal,
    );
  }
}

interface Built {
  readonly file: string;
  readonly exchangeFolder: string;
  readonly said: string;
}

function remove({ file, exchangeFolder }: Built): void {
  rmSync(file, { force: true });
  rmSync(exchangeFolder, { recursive: true, force: true });
}

/** Why a build or a test does not count; undefined if it ended with 0. */
function failureOf(end: AloneEnd, kind: Failure['kind'], what: string): Failure | undefined {
  if (end.stopped) return { kind, detail: `${what} ${end.stopped.detail}` };
  if (end.code === 0) return undefined;
  const lines = end.stderr.trim().split('\n');
  const errors = lines.filter((line) => kind === 'compile' && /\berror\b/u.test(line));
  const told = errors.length > 0 ? errors.slice(0, DETAIL_LINES) : lines.slice(-DETAIL_LINES);
  const detail = `${what} ended with exit code ${end.code}: ${told.join('\n')}`;
  return { kind, detail: detail.slice(0, DETAIL_CHARACTERS) };
}
