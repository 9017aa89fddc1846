import { existsSync, lstatSync, readlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Mount } from '../hosts/host.ts';
import { NOBODY, type Privileges } from '../privileges.ts';
import { rlimits } from '../rlimits.ts';
import type { TierDriver } from './tier.ts';

/** Size of each file system in memory that a program may fill, in bytes. */
const SCRATCH_BYTES = 64 * 2 ** 20;
/** Where the host and the interpreter's files lie inside, unless they are the system's own. */
const INSIDE = '/barbican';

/**
 * bubblewrap: namespaces for users, processes, network, IPC, host name and mounts; no capabilities; a read-only system;
 * everything that can be written is in memory, sized, and gone with the process.
 */
export function namespaceTier(bwrapPath: string, privileges: Privileges): TierDriver {
  const system = systemMounts();
  return {
    tier: 'namespace',
    notice: '',
    command(host, { hostFile, limits }) {
      const mounts = host.mounts.filter(({ from }) => !from.startsWith('/usr/'));
      const seenAt = (path: string): string => placeIn(mounts, path);
      const hostPath = `${INSIDE}/${basename(hostFile)}`;
      return {
        argv: [
          ...rlimits(host, limits),
          ...privileges.prefix,
          bwrapPath,
          ...ISOLATED,
          ...system,
          ...mounts.flatMap(({ from, at }) => ['--ro-bind', from, join(INSIDE, at)]),
          ...Object.entries(host.env).flatMap(([name, value]) => ['--setenv', name, value]),
          '--ro-bind',
          hostFile,
          hostPath,
          '--chdir',
          '/tmp',
          '--',
          seenAt(host.interpreterPath),
          ...host.args(hostPath, limits, seenAt),
        ],
        env: {},
      };
    },
    // The kernel kills everything in the namespace when its first process dies.
    reap: () => 0,
  };
}

const ISOLATED: readonly string[] =
  `--unshare-all --unshare-user --disable-userns --uid ${NOBODY} --gid ${NOBODY} --cap-drop ALL
   --die-with-parent --new-session --clearenv --hostname barbican --proc /proc --dev /dev
   --size ${SCRATCH_BYTES} --tmpfs /tmp --size ${SCRATCH_BYTES} --tmpfs /dev/shm`.split(/\s+/u);

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
