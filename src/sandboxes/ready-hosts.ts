import type { SandboxJob } from '../contracts/sandbox.ts';
import type { Conditions, Interpreter } from '../domain/conditions.ts';
import type { Language } from '../domain/program.ts';
import { InfraError } from '../domain/errors.ts';
import { chooseTier } from './choose-tier.ts';
import type { FindHosts, LanguageHost } from './hosts/host.ts';
import { probeOptions } from './probe-options.ts';
import type { TierDriver } from './tiers/tier.ts';
import type { Workplace } from './workplace.ts';

/** A language's host with a driver that was seen to start it. */
export interface ReadyHost {
  readonly host: LanguageHost;
  readonly driver: TierDriver;
  /** A copy of the host's file that everybody on this machine can read. */
  readonly hostFile: string;
}

/** The hosts of one sandbox, each found and tried when it is first needed. */
export class ReadyHosts {
  readonly #hosts: Readonly<Record<Language, FindHosts>>;
  readonly #workplace: Workplace;
  readonly #tier: TierDriver['tier'];
  readonly #known = new Map<string, Promise<ReadyHost>>();
  readonly #interpreters = new Map<Language, Interpreter>();

  constructor(
    hosts: Readonly<Record<Language, FindHosts>>,
    workplace: Workplace,
    tier: TierDriver['tier'],
  ) {
    this.#hosts = hosts;
    this.#workplace = workplace;
    this.#tier = tier;
  }

  /** What runs programs, of the languages that were needed so far. */
  get interpreters(): Conditions['interpreters'] {
    return Object.fromEntries(this.#interpreters);
  }

  /** The host for a job. @throws {InfraError} If this machine has none that runs in this tier. */
  for({ program, modules = [] }: SandboxJob): Promise<ReadyHost> {
    const key = [program.language, ...modules].join('\n');
    const ready = this.#known.get(key) ?? this.#ready(program.language, modules);
    this.#known.set(key, ready);
    return ready;
  }

  /** One interpreter may work where another does not: in a home that nobody else can enter, for example. */
  async #ready(language: Language, modules: readonly string[]): Promise<ReadyHost> {
    let why: InfraError | undefined;
    for (const host of await this.#hosts[language](modules)) {
      const options = probeOptions(this.#workplace, host);
      try {
        const driver = await chooseTier(this.#tier, options);
        const { version = '', interpreterPath: path } = host;
        this.#interpreters.set(language, { version, path });
        return { ...options, driver };
      } catch (error) {
        if (!(error instanceof InfraError)) throw error;
        why ??= new InfraError(`${host.interpreterPath}: ${error.message}`, { cause: error });
      }
    }
    throw why ?? new InfraError(`Cannot run ${language} on this machine: it has no interpreter`);
  }
}
