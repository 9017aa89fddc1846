import { existsSync, lstatSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { NOBODY, type Privileges } from '../privileges.ts';
import { rlimits } from '../rlimits.ts';
import type { TierDriver } from './tier.ts';

/** Size of each file system in memory that a program may fill, in bytes. */
const SCRATCH_BYTES = 64 * 2 ** 20;
/** Where the interpreter and the host lie inside, unless the interpreter is the system's own. */
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
      const { interpreterPath } = host;
      const ofSystem = interpreterPath.startsWith('/usr/');
      const interpreter = ofSystem ? interpreterPath : `${INSIDE}/${basename(interpreterPath)}`;
      const hostPath = `${INSIDE}/${basename(hostFile)}`;
      return {
        argv: [
          ...rlimits(host, limits),
          ...privileges.prefix,
          bwrapPath,
          ...ISOLATED,
          ...system,
          ...(ofSystem ? [] : ['--ro-bind', interpreterPath, interpreter]),
          '--ro-bind',
          hostFile,
          hostPath,
          ...SEALED,
          '--chdir',
          '/tmp',
          '--',
          interpreter,
          ...host.args(hostPath, limits),
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

/** What is in memory beside the sized places would have no size: nothing can be written there. */
const SEALED: readonly string[] = '--remount-ro /dev --remount-ro /'.split(' ');

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
