import type { ProgramKind } from '../domain/program.ts';
import { keepOnCores, usableCores } from '../lib/node/cores.ts';
import type { Judge } from './judge.ts';

/**
 * Gives each judge of a policy one core, which its programs share with it.
 *
 * Only one of them works at a time, and to wake the other is dear on another core: `docs/decisions/0006-judge-channel.md`.
 */
export class JudgeCores {
  readonly #cores: readonly number[];
  readonly #coreByJudge = new WeakMap<Judge, Promise<number | undefined>>();

  constructor(kind: ProgramKind) {
    this.#cores = kind === 'policy' ? usableCores() : [];
  }

  /**
   * The core of a judge, which keeps to it from now on.
   *
   * @returns `undefined` if it may use any: for a function, and where processes cannot be told.
   */
  of(judge: Judge, place: number): Promise<number | undefined> {
    const known = this.#coreByJudge.get(judge);
    if (known) return known;
    const given = this.#give(judge, place);
    this.#coreByJudge.set(judge, given);
    return given;
  }

  async #give(judge: Judge, place: number): Promise<number | undefined> {
    // Begins elsewhere in each process, so that runs beside each other do not all share the first core.
    const core = this.#cores[(process.pid + place) % this.#cores.length];
    if (core === undefined || !(await keepOnCores(judge.pid, [core]))) return undefined;
    return core;
  }
}
