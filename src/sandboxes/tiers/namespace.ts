import { existsSync, lstatSync, readlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Limits } from '../../domain/problem.ts';
import type { Lacks } from '../../domain/wall.ts';
import type { LanguageHost, Mount } from '../hosts/host.ts';
import { NOBODY, type Privileges } from '../privileges.ts';
import { rlimits } from '../rlimits.ts';
import type { Command, TierDriver } from './tier.ts';

/** Size of each file system in memory that a program may fill, in bytes. */
const SCRATCH_BYTES = 64 * 2 ** 20;
/** Where the host and the interpreter's files lie inside, unless they are the system's own. */
const INSIDE = '/barbican';

/**
 * bubblewrap: namespaces for users, processes, network, IPC, host name and mounts; no capabilities; a read-only system;
 * everything that can be written is in memory, sized, and gone with the process.
 *
 * @param filterFile The filter of system calls; a zygote's copies set it for themselves, after their namespaces.
 */
export function namespaceTier(
  bwrapPath: string,
  privileges: Privileges,
  filterFile?: string,
): TierDriver {
  const inside = insideOf([
    ...privileges.prefix,
    ...(filterFile === undefined ? [] : filterOpened(filterFile)),
    bwrapPath,
    ...ISOLATED,
    ...systemMounts(),
  ]);
  const alone = filterFile === undefined ? ALONE : [...ALONE, '--seccomp', FILTER_FD];
  return {
    tier: 'namespace',
    notice: '',
    lacks: filterFile === undefined ? UNFILTERED_LACKS : {},
    owner: privileges.dropped ? NOBODY : undefined,
    command: (host, { hostFile, limits, timed }) =>
      inside(
        { host, limits, isolated: timed ? [...alone, ...WAITED_FOR] : alone },
        [hostFile],
        ([place = ''], seenAt) => host.args(place, limits, seenAt),
      ),
    zygoteCommand: (host, { hostFile, zygoteFile, limits }) =>
      inside(
        { host, limits, isolated: [] },
        [zygoteFile, hostFile, ...(filterFile === undefined ? [] : [filterFile])],
        ([zygotePath = '', hostPath = '', filterPath = ''], seenAt) =>
          host.zygote.args({ zygotePath, hostPath, filterPath }, seenAt),
      ),
    // The kernel kills everything in the namespace when its first process dies.
    reap: () => 0,
  };
}

/** What it does not stop where there is no filter of system calls for the machine. */
const UNFILTERED_LACKS: Lacks = {
  disk: 'shared memory that no process maps is not limited',
  memory: 'shared memory that no process maps is not counted',
};

/** bubblewrap reads a filter from a descriptor, which a shell opens and bubblewrap closes. */
const FILTER_FD = '9';
const filterOpened = (file: string): string[] => [
  '/bin/sh',
  '-c',
  `exec ${FILTER_FD}<"$0" && exec "$@"`,
  file,
];

interface Inside {
  readonly host: LanguageHost;
  readonly limits: Limits;
  readonly isolated: readonly string[];
}

/** An interpreter inside, with the files that it is told of; `args` gets their places. */
function insideOf(
  bwrap: readonly string[],
): (
  what: Inside,
  files: readonly string[],
  args: (places: readonly string[], seenAt: (path: string) => string) => readonly string[],
) => Command {
  return ({ host, limits, isolated }, files, args) => {
    const mounts = [
      ...host.mounts.filter(({ from }) => !from.startsWith('/usr/')),
      ...files.map((from) => ({ from, at: basename(from) })),
    ];
    const seenAt = (path: string): string => placeIn(mounts, path);
    return {
      argv: [
        ...rlimits(host, limits),
        ...bwrap,
        ...mounts.flatMap(({ from, at }) => ['--ro-bind', from, join(INSIDE, at)]),
        ...Object.entries(host.env).flatMap(([name, value]) => ['--setenv', name, value]),
        ...isolated,
        ...SEALED,
        '--chdir',
        '/tmp',
        '--',
        seenAt(host.interpreterPath),
        ...args(
          files.map((file) => seenAt(file)),
          seenAt,
        ),
      ],
      env: {},
    };
  };
}

const ISOLATED: readonly string[] =
  `--unshare-all --unshare-user --uid ${NOBODY} --gid ${NOBODY} --cap-drop ALL
   --die-with-parent --new-session --clearenv --hostname barbican --proc /proc --dev /dev
   --size ${SCRATCH_BYTES} --tmpfs /tmp --size ${SCRATCH_BYTES} --tmpfs /dev/shm`.split(/\s+/u);

/**
 * The command is the first process of its namespace, for which bubblewrap waits. It puts one of its own between otherwise, which it
 * leaves without waiting, so that what was used there is nobody's.
 */
const WAITED_FOR: readonly string[] = ['--as-pid-1'];

/** For one program: it can make no user namespaces, where a zygote's copies make theirs. */
const ALONE: readonly string[] = ['--disable-userns'];

/** What is in memory beside the sized places would have no size: nothing can be written there. */
const SEALED: readonly string[] = '--remount-ro /dev --remount-ro /'.split(' ');

/** Where a path lies inside, if one of the mounts shows it. */
function placeIn(mounts: readonly Mount[], path: string): string {
  const mount = mounts.find(({ from }) => path === from || path.startsWith(`${from}/`));
  return mount ? join(INSIDE, mount.at, path.slice(mount.from.length)) : path;
}

/** Programs and libraries of the system, without anything of its users. */
function systemMounts(): string[] {
  const folders = ['/bin', '/lib', '/lib64', '/lib32', '/sbin'].filter((path) => existsSync(path));
  const readable = ['/etc/ld.so.cache', '/etc/alternatives', '/etc/ssl/openssl.cnf'];
  return [
    '--ro-bind',
    '/usr',
    '/usr',
    ...folders.flatMap((path) =>
      lstatSync(path).isSymbolicLink()
        ? ['--symlink', readlinkSync(path), path]
        : ['--ro-bind', path, path],
    ),
    ...readable.flatMap((path) => ['--ro-bind-try', path, path]),
  ];
}
