import type { Lacks } from '../../domain/wall.ts';
import { killMarked } from '../marked-processes.ts';
import type { Privileges } from '../privileges.ts';
import { rlimits } from '../rlimits.ts';
import { MARKER, type TierDriver } from './tier.ts';

/** A plain process of an unprivileged user: limits hold and the process tree dies, but files and network are open. */
export function processTier(privileges: Privileges, why: string): TierDriver {
  return {
    tier: 'process',
    notice: [
      '!! NO WALL: programs run as plain processes. They can read your files and use the network.',
      `!! ${why}. Results are marked as unsandboxed; see "barbican doctor".`,
    ].join('\n'),
    lacks: PROCESS_LACKS,
    command(host, { hostFile, limits, marker }) {
      return {
        argv: [
          ...rlimits(host, limits),
          ...privileges.prefix,
          host.interpreterPath,
          ...host.args(hostFile, limits, (path) => path),
        ],
        env: { ...host.env, [MARKER]: marker },
      };
    },
    owner: undefined,
    reap: killMarked,
  };
}

/** What it does not stop. */
export const PROCESS_LACKS: Lacks = {
  files: 'every file can be read that its user may read',
  existence: 'every path and process can be asked for',
  writes: 'every file can be changed that its user may change',
  disk: 'it can write files without end, of 64 MiB each',
  network: 'the network is open',
  sockets: 'every Unix socket can be reached that its user may reach',
  processes: 'other processes are seen, with their arguments',
  signals: 'every process of its user can be signalled and killed',
  tracing: 'other processes of its user can be traced and limited',
  privileges: 'user namespaces can be made, and mounts in them',
  environment: 'the environment of other processes of its user can be read',
  daemons: 'what leaves its parent is found by its environment, which it can change',
  memory: 'what leaves its parent is not counted',
  count: 'what leaves its parent is not counted',
  cpu: 'what leaves its parent is not counted',
  kernel: 'processes are only looked at, 20 times a second',
  leftovers: 'what it writes stays',
};
