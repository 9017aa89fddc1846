import type { Privileges } from '../privileges.ts';
import { killMarked } from '../marked-processes.ts';
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
