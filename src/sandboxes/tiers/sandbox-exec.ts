import { dirname } from 'node:path';
import type { Lacks } from '../../domain/wall.ts';
import type { LanguageHost } from '../hosts/host.ts';
import { killMarked } from '../marked-processes.ts';
import { MARKER, type TierDriver } from './tier.ts';

/** Blocks of 512 bytes that a file may have, which is what the shell of macOS counts in. */
const FILE_BLOCKS = (64 * 2 ** 20) / 512;
const OPEN_FILES = 256;

/**
 * macOS: a profile of the kernel's sandbox, which allows what is listed, and limits set by a shell.
 *
 * Untested: nobody has run it on a Mac. The contract is the other tiers', the profile is written from its documentation.
 */
export function sandboxExecTier(): TierDriver {
  return {
    tier: 'sandbox-exec',
    notice: [
      '!! UNTESTED WALL: this tier was written for macOS and never run there.',
      '!! Judge the best program again on Linux before you believe a result; see "barbican doctor".',
    ].join('\n'),
    lacks: SANDBOX_EXEC_LACKS,
    owner: undefined,
    command: (host, { hostFile, limits, marker }) => ({
      argv: [
        '/usr/bin/sandbox-exec',
        '-p',
        sandboxExecProfile(host, hostFile),
        '/bin/sh',
        '-c',
        `ulimit -c 0 -f ${FILE_BLOCKS} -n ${OPEN_FILES} && exec "$0" "$@"`,
        host.interpreterPath,
        ...host.args(hostFile, limits, (path) => path),
      ],
      env: { ...host.env, [MARKER]: marker },
    }),
    reap: killMarked,
  };
}

/** What it does not stop. */
export const SANDBOX_EXEC_LACKS: Lacks = {
  existence: 'a program can ask whether a path exists',
  daemons: 'what leaves its parent is found by its environment, which it can change',
  memory: 'there is no limit over several processes, and macOS keeps none for one',
  count: 'the number of processes is not limited',
  cpu: 'CPU time of other processes is not read on macOS',
  kernel: 'there is nothing of the kind on macOS',
  room: 'nothing can be written: there are no temporary files',
};

/** The profile for a host, in the language of sandbox-exec: what is not allowed is denied. */
export function sandboxExecProfile(host: LanguageHost, hostFile: string): string {
  const interpreter = [
    dirname(dirname(host.interpreterPath)),
    ...host.mounts.map(({ from }) => from),
  ];
  const readable = [
    '/usr/lib',
    '/usr/bin',
    '/bin',
    '/usr/share',
    '/System',
    ...interpreter,
    hostFile,
  ];
  const places = readable.map((path) => `(subpath ${JSON.stringify(path)})`).join(' ');
  const devices = ['/dev/null', '/dev/zero', '/dev/urandom', '/dev/random']
    .map((path) => `(literal ${JSON.stringify(path)})`)
    .join(' ');
  return [
    '(version 1)',
    '(deny default)',
    '(allow process-fork)',
    `(allow process-exec ${places})`,
    `(allow file-read* ${places} ${devices})`,
    '(allow file-read-metadata)',
    '(allow file-write-data (literal "/dev/null"))',
    '(allow sysctl-read)',
    '(allow signal (target same-sandbox))',
    '(deny network*)',
    '(deny mach-lookup)',
  ].join('\n');
}
