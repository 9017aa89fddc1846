import { fileURLToPath } from 'node:url';
import type { Tier } from '../domain/evaluation.ts';
import { onPath, outputOf, type ProbeOptions, tried, type TierProbe } from './probe-tier.ts';
import { asNobody, asThisUser, isRoot, type Privileges } from './privileges.ts';
import { hasFilter } from './seccomp-calls.ts';
import { seccompFilter } from './seccomp.ts';
import { scopesSignals } from './tiers/landlock-rights.ts';
import { landlockTier } from './tiers/landlock.ts';
import { namespaceTier } from './tiers/namespace.ts';
import { processTier } from './tiers/process.ts';
import { sandboxExecTier } from './tiers/sandbox-exec.ts';

/** Looks whether a tier works here. @param tried What was found about the stronger ones. */
type Probe = (options: ProbeOptions, tried: readonly TierProbe[]) => Promise<TierProbe>;

/** Every tier that is built, strongest first: one line each. */
export const PROBES: readonly (readonly [Tier, Probe])[] = [
  ['namespace', probeNamespace],
  ['landlock', probeLandlock],
  ['sandbox-exec', probeSandboxExec],
  ['process', probeProcess],
];

async function probeNamespace(options: ProbeOptions): Promise<TierProbe> {
  const missing = { tier: 'namespace', driver: undefined } as const;
  const bwrap = onPath('bwrap');
  if (bwrap === undefined) {
    return {
      ...missing,
      detail: 'bubblewrap is not installed',
      remedy: 'install it: apt-get install bubblewrap (or your system’s package of that name)',
    };
  }
  const { arch } = process;
  const filterFile = hasFilter(arch)
    ? options.keep('seccomp-filter', seccompFilter(arch))
    : undefined;
  const ways: readonly Privileges[] = isRoot() ? [asNobody, asThisUser] : [asThisUser];
  let why = '';
  for (const privileges of ways) {
    const driver = namespaceTier(bwrap, privileges, filterFile);
    const failure = await tried(driver, options);
    if (failure === undefined) {
      const filter =
        filterFile === undefined
          ? `no filter of system calls for ${process.arch}`
          : 'system calls are filtered';
      const detail = `${bwrap}, programs run as ${whoRuns(privileges)}, ${filter}`;
      return { tier: 'namespace', driver, detail, remedy: '' };
    }
    why = failure;
  }
  return {
    ...missing,
    detail: `${bwrap} does not work: ${why}`,
    remedy:
      'allow unprivileged user namespaces (sysctl kernel.unprivileged_userns_clone=1; on Ubuntu also kernel.apparmor_restrict_unprivileged_userns=0; in a container its seccomp profile must allow them)',
  };
}

function whoRuns({ dropped }: Privileges): string {
  if (dropped) return 'nobody, before bubblewrap';
  return isRoot() ? 'nobody, by bubblewrap' : 'this user';
}

async function probeLandlock(options: ProbeOptions): Promise<TierProbe> {
  const missing = { tier: 'landlock', driver: undefined } as const;
  const { arch: architecture, platform } = process;
  if (platform !== 'linux' || !hasFilter(architecture)) {
    const detail = `it is for Linux on x64 and arm64, this is ${platform} on ${architecture}`;
    return { ...missing, detail, remedy: 'use another machine' };
  }
  const perlPath = onPath('perl');
  if (perlPath === undefined) {
    const remedy = 'install it: apt-get install perl-base (or your system’s package perl)';
    return { ...missing, detail: 'Perl is not installed, which starts programs there', remedy };
  }
  const helperFile = options.share(fileURLToPath(new URL('tiers/landlock.pl', import.meta.url)));
  const { stdout, why: unasked } = await outputOf(perlPath, [helperFile, '--abi']);
  const abi = Number(stdout);
  if (unasked !== undefined || !(abi >= 1)) {
    return {
      ...missing,
      detail: unasked ?? 'the kernel has no Landlock',
      remedy:
        'boot Linux 5.13 or newer with "landlock" among the security modules (lsm=landlock,…)',
    };
  }
  const signalsSelfOnly = !scopesSignals(abi);
  const filterFile = options.keep(
    'seccomp-filter-shared',
    seccompFilter(architecture, { shared: true, signalsSelfOnly }),
  );
  const privileges = isRoot() ? asNobody : asThisUser;
  const driver = landlockTier({ perlPath, helperFile, filterFile, architecture, abi, privileges });
  const why = await tried(driver, options);
  if (why !== undefined) return { ...missing, detail: why, remedy: notAsRoot() };
  const detail = `Landlock ABI ${abi}, programs run as ${isRoot() ? 'nobody' : 'this user'}, system calls are filtered`;
  return { tier: 'landlock', driver, detail, remedy: '' };
}

async function probeSandboxExec(options: ProbeOptions): Promise<TierProbe> {
  const missing = { tier: 'sandbox-exec', driver: undefined } as const;
  if (process.platform !== 'darwin') {
    const remedy = 'nothing is missing: it stands in for "namespace" on a Mac, and is untested';
    return { ...missing, detail: 'it is for macOS', remedy };
  }
  if (isRoot()) {
    const remedy = 'programs never run as root: start Barbican as another user';
    return { ...missing, detail: 'Barbican runs as root', remedy };
  }
  const driver = sandboxExecTier();
  const why = await tried(driver, options);
  if (why === undefined) return { tier: 'sandbox-exec', driver, detail: 'UNTESTED', remedy: '' };
  return { ...missing, detail: why, remedy: 'use Linux: this tier is untested' };
}

async function probeProcess(
  options: ProbeOptions,
  stronger: readonly TierProbe[],
): Promise<TierProbe> {
  const privileges = isRoot() ? asNobody : asThisUser;
  const [first] = stronger;
  const why =
    first === undefined || stronger.some(({ driver }) => driver !== undefined)
      ? 'The tier "process" was asked for'
      : `The tier "${first.tier}" does not work here: ${first.detail}; ${first.remedy}`;
  const driver = processTier(privileges, why);
  const failure = await tried(driver, options);
  if (failure === undefined) {
    return { tier: 'process', driver, detail: isRoot() ? 'as nobody' : 'as this user', remedy: '' };
  }
  return { tier: 'process', driver: undefined, detail: failure, remedy: notAsRoot() };
}

function notAsRoot(): string {
  return isRoot()
    ? 'programs never run as root: start Barbican as another user, or install the interpreter where the user nobody can run it (below /usr or /opt, not in a home)'
    : 'util-linux with setpriv and prlimit is needed';
}
