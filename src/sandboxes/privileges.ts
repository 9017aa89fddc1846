/** The user that programs run as when this process is root: nobody. */
export const NOBODY = 65_534;

/** How a command gives up what this process may do. */
export interface Privileges {
  /** Goes before the command. */
  readonly prefix: readonly string[];
  /** Whether the command runs as a user of its own, other than this process. */
  readonly dropped: boolean;
}

/** Nothing to give up, or nothing that can be. The command dies with this process. */
export const asThisUser: Privileges = {
  prefix: ['setpriv', '--pdeathsig', 'KILL', '--no-new-privs'],
  dropped: false,
};

/** From root to nobody. The command dies with this process. */
export const asNobody: Privileges = {
  prefix: [
    ...asThisUser.prefix,
    `--reuid=${NOBODY}`,
    `--regid=${NOBODY}`,
    '--clear-groups',
    '--inh-caps=-all',
    '--bounding-set=-all',
  ],
  dropped: true,
};

/** Whether this process is root. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}
