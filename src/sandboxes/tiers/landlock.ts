import { realpathSync, statSync } from 'node:fs';
import type { Lacks } from '../../domain/wall.ts';
import type { LanguageHost } from '../hosts/host.ts';
import { killMarked } from '../marked-processes.ts';
import { NOBODY, type Privileges } from '../privileges.ts';
import { rlimits } from '../rlimits.ts';
import { PRCTL_NUMBER, type FilterArchitecture } from '../seccomp-calls.ts';
import { keepsLengths, landlockRights, type PlaceKind, scopesSignals } from './landlock-rights.ts';
import { MARKER, type TierDriver } from './tier.ts';

/** What the tier needs of this machine. */
export interface LandlockOptions {
  readonly perlPath: string;
  /** Copies that everybody can read. */
  readonly helperFile: string;
  readonly filterFile: string;
  readonly architecture: FilterArchitecture;
  /** The version of Landlock to use, at most the kernel's. */
  readonly abi: number;
  readonly privileges: Privileges;
}

/**
 * Landlock, a filter of system calls, and a process around the program to which orphans are given: for machines on which
 * nobody may make namespaces. There is no file system whose size could be limited, so nothing can be written but what a
 * build or a step of a command writes in the folder that was made for it, which is looked at.
 */
export function landlockTier(options: LandlockOptions): TierDriver {
  const { perlPath, helperFile, filterFile, architecture, abi, privileges } = options;
  const rights = landlockRights(abi);
  const beneath = (kind: PlaceKind, path: string): string => `rule=${rights.of(kind)}:${path}`;
  const system = SYSTEM.flatMap(([kind, paths]) => paths.map((path) => beneath(kind, path)));
  return {
    tier: 'landlock',
    notice: '',
    lacks: landlockLacks(abi),
    owner: undefined,
    scratch: { owner: privileges.dropped ? NOBODY : undefined },
    command: (host, { hostFile, limits, marker, scratch }) => ({
      argv: [
        ...rlimits(host, limits),
        ...privileges.prefix,
        perlPath,
        helperFile,
        `prctl=${PRCTL_NUMBER[architecture]}`,
        `files=${rights.files}`,
        `tcp=${rights.tcp}`,
        `scopes=${rights.scopes}`,
        `filter=${filterFile}`,
        ...system,
        ...placesOf(host, hostFile).map(([kind, path]) => beneath(kind, path)),
        ...(scratch === undefined ? [] : [beneath('scratch', scratch)]),
        '--',
        host.interpreterPath,
        ...host.args(hostFile, limits, (path) => path),
      ],
      env: {
        ...host.env,
        ...(scratch === undefined ? {} : { TMPDIR: scratch }),
        [MARKER]: marker,
      },
      endSignal: 'SIGTERM',
    }),
    // It is empty already, unless somebody killed the process around the program.
    reap: killMarked,
  };
}

/** What it does not stop with this version of Landlock. */
export function landlockLacks(abi: number): Lacks {
  return {
    existence:
      'a program can ask whether a path exists and how large a file is, and which process numbers are in use',
    disk: 'a build or a step of a command can write for a moment more than its folder may hold, and files whose names it removed are not counted',
    room: [
      'functions and policies can write nothing: there are no temporary files, and no Unix sockets but pairs',
      'a build or a step of a command has a folder of its own, in which the modes and times of files cannot be changed, so what a build compiles runs in the steps and tests only',
      ...(scopesSignals(abi)
        ? []
        : ['a program cannot signal what it started, as this kernel cannot tell them from others']),
    ].join('; '),
    ...(keepsLengths(abi)
      ? {}
      : {
          writes:
            'a file of its interpreter that this user may write can be emptied (Linux 6.2 stops that)',
        }),
  };
}

/** What every program may see, where it is there. */
const SYSTEM: readonly (readonly [PlaceKind, readonly string[]])[] = [
  ['programs', ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64']],
  ['folder', ['/etc/alternatives', '/sys/devices/system/cpu']],
  ['file', ['/etc/ld.so.cache', '/etc/ssl/openssl.cnf', '/dev/urandom', '/dev/random']],
  [
    'file',
    [
      '/proc/cpuinfo',
      '/proc/loadavg',
      '/proc/meminfo',
      '/proc/stat',
      '/proc/uptime',
      '/proc/version',
    ],
  ],
  ['sink', ['/dev/null', '/dev/zero']],
];

function placesOf(host: LanguageHost, hostFile: string): [PlaceKind, string][] {
  return [...host.mounts.map(({ from }) => from), hostFile].map((path) => [
    statSync(path).isDirectory() ? 'programs' : 'file',
    realpathSync(path),
  ]);
}
