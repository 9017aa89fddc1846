import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Tier } from '../domain/evaluation.ts';
import type { Limits } from '../domain/problem.ts';
import { runInGroup } from '../lib/node/run-in-group.ts';
import type { LanguageHost } from './hosts/host.ts';
import type { TierDriver } from './tiers/tier.ts';

/** What a probe found about one tier on this machine. */
export interface TierProbe {
  readonly tier: Tier;
  /** Ready to be used; undefined if it does not work here. */
  readonly driver: TierDriver | undefined;
  /** Why it does not work, or how it works. */
  readonly detail: string;
  /** How to get it; empty if it works. */
  readonly remedy: string;
}

/** What a probe needs. */
export interface ProbeOptions {
  readonly host: LanguageHost;
  /** A copy of the host's file that every user can read. */
  readonly hostFile: string;
  /** A file of this package, or of this content, that every user can read; the same for the same name. */
  readonly share: (file: string) => string;
  readonly keep: (name: string, content: Uint8Array) => string;
}

const PROBE_LIMITS: Limits = { callMs: 0, workloadMs: 0, memoryMiB: 64, outputBytes: 0 };
const PROBE_TIMEOUT_MS = 10_000;
/** What a probe may print; more than any says. */
const PROBE_CHARACTERS = 2 ** 20;

/** Starts the interpreter in the tier; why that failed, or undefined. */
export async function tried(
  driver: TierDriver,
  { host, hostFile }: Pick<ProbeOptions, 'host' | 'hostFile'>,
): Promise<string | undefined> {
  const probe: LanguageHost = { ...host, args: () => host.probeArgs };
  const { argv, env } = driver.command(probe, { hostFile, limits: PROBE_LIMITS, marker: 'probe' });
  const [file, ...args] = argv;
  const { why } = await outputOf(file, args, env);
  return why;
}

/** What a command prints, or why it did not end well. */
export async function outputOf(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly stdout: string; readonly why: string | undefined }> {
  try {
    // Not in the terminal's group: a bubblewrap that is killed while it sets up leaves a child that waits for ever.
    const { code, stdout, stderr, stopped } = await runInGroup(file, args, {
      cwd: '/',
      env,
      limitMs: PROBE_TIMEOUT_MS,
      limitText: `${PROBE_TIMEOUT_MS / 1000} s`,
      mostPrinted: PROBE_CHARACTERS,
    });
    if (code === 0 && stopped === undefined) return { stdout, why: undefined };
    const last = stderr.trim().split('\n').at(-1);
    return { stdout: '', why: last || (stopped ?? `${file} ended with code ${code}`) };
  } catch (error) {
    return { stdout: '', why: error instanceof Error ? error.message : String(error) };
  }
}

/** Where a program lies that can be run. */
export function onPath(name: string): string | undefined {
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
