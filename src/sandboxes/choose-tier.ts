import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { InfraError } from '../domain/errors.ts';
import type { Limits } from '../domain/problem.ts';
import type { LanguageHost } from './hosts/host.ts';
import { asNobody, asThisUser, isRoot, type Privileges } from './privileges.ts';
import { namespaceTier } from './tiers/namespace.ts';
import { processTier } from './tiers/process.ts';
import type { TierDriver } from './tiers/tier.ts';

/** What a probe found about one tier on this machine. */
export interface TierProbe {
  readonly tier: TierDriver['tier'];
  /** Ready to be used; undefined if it does not work here. */
  readonly driver: TierDriver | undefined;
  /** Why it does not work, or how it works. */
  readonly detail: string;
  /** How to get it; empty if it works. */
  readonly remedy: string;
}

/** A tier by name, or the strongest that works. */
export type TierChoice = 'auto' | TierDriver['tier'];

const PROBE_LIMITS: Limits = { callMs: 0, workloadMs: 0, memoryMiB: 64, outputBytes: 0 };
const PROBE_TIMEOUT_MS = 10_000;

/** What a probe needs. */
export interface ProbeOptions {
  readonly host: LanguageHost;
  /** A copy of the host's file that every user can read. */
  readonly hostFile: string;
  /** The filter of system calls; absent where there is none for this machine. */
  readonly filterFile?: string;
}

/**
 * The driver of the tier that was asked for.
 *
 * @throws {InfraError} If it does not work here; the message says how to get it.
 */
export async function chooseTier(choice: TierChoice, options: ProbeOptions): Promise<TierDriver> {
  const tried: TierProbe[] = [];
  for (const probe of PROBES) {
    if (choice !== 'auto' && probe.tier !== choice) continue;
    const found = await probe.run(options, tried[0]);
    if (found.driver) return found.driver;
    tried.push(found);
  }
  const why = tried.map(({ tier, detail, remedy }) => `${tier}: ${detail}; ${remedy}`).join('\n  ');
  throw new InfraError(
    `Cannot run programs alone on this machine:\n  ${why || `"${choice}" is not a tier`}`,
  );
}

/** What every tier can do here, strongest first. */
export async function probeTiers(options: ProbeOptions): Promise<readonly TierProbe[]> {
  const found: TierProbe[] = [];
  for (const probe of PROBES) found.push(await probe.run(options, found[0]));
  return found;
}

/** Every tier that is built, strongest first: one line each. */
const PROBES: readonly {
  readonly tier: TierDriver['tier'];
  /** @param stronger What was found about the tier before it. */
  readonly run: (options: ProbeOptions, stronger: TierProbe | undefined) => Promise<TierProbe>;
}[] = [
  { tier: 'namespace', run: probeNamespace },
  { tier: 'process', run: probeProcess },
];

async function probeNamespace(options: ProbeOptions): Promise<TierProbe> {
  const bwrap = onPath('bwrap');
  if (bwrap === undefined) {
    return {
      tier: 'namespace',
      driver: undefined,
      detail: 'bubblewrap is not installed',
      remedy: 'install it: apt-get install bubblewrap (or your system’s package of that name)',
    };
  }
  const ways: readonly Privileges[] = isRoot() ? [asNobody, asThisUser] : [asThisUser];
  let why = '';
  for (const privileges of ways) {
    const driver = namespaceTier(bwrap, privileges, options.filterFile);
    const failure = await tried(driver, options);
    if (failure === undefined) {
      const by = privileges.dropped
        ? 'nobody, before bubblewrap'
        : isRoot()
          ? 'nobody, by bubblewrap'
          : 'this user';
      const filter =
        options.filterFile === undefined
          ? `no filter of system calls for ${process.arch}`
          : 'system calls are filtered';
      const detail = `${bwrap}, programs run as ${by}, ${filter}`;
      return { tier: 'namespace', driver, detail, remedy: '' };
    }
    why = failure;
  }
  return {
    tier: 'namespace',
    driver: undefined,
    detail: `${bwrap} does not work: ${why}`,
    remedy:
      'allow unprivileged user namespaces (sysctl kernel.unprivileged_userns_clone=1; on Ubuntu also kernel.apparmor_restrict_unprivileged_userns=0; in a container its seccomp profile must allow them)',
  };
}

async function probeProcess(options: ProbeOptions, stronger?: TierProbe): Promise<TierProbe> {
  const privileges = isRoot() ? asNobody : asThisUser;
  const why =
    stronger === undefined || stronger.driver
      ? 'The tier "process" was asked for'
      : `The tier "namespace" does not work here: ${stronger.detail}; ${stronger.remedy}`;
  const driver = processTier(privileges, why);
  const failure = await tried(driver, options);
  if (failure === undefined) {
    return { tier: 'process', driver, detail: isRoot() ? 'as nobody' : 'as this user', remedy: '' };
  }
  return {
    tier: 'process',
    driver: undefined,
    detail: failure,
    remedy: isRoot()
      ? 'programs never run as root: start Barbican as another user, or install the interpreter where nobody can run it'
      : 'util-linux with setpriv and prlimit is needed',
  };
}

/** Starts the interpreter in the tier; why that failed, or undefined. */
async function tried(
  driver: TierDriver,
  { host, hostFile }: ProbeOptions,
): Promise<string | undefined> {
  const probe: LanguageHost = { ...host, args: () => host.probeArgs };
  const { argv, env } = driver.command(probe, {
    hostFile,
    limits: PROBE_LIMITS,
    marker: 'probe',
  });
  const [file, ...args] = argv;
  try {
    await promisify(execFile)(file, args, { env, timeout: PROBE_TIMEOUT_MS, cwd: '/' });
    return undefined;
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    return said.split('\n').at(-1) || (error instanceof Error ? error.message : String(error));
  }
}

function onPath(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/bin'];
  return folders.map((folder) => join(folder, name)).find((path) => isExecutable(path));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}
