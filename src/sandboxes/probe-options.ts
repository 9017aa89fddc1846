import type { ProbeOptions } from './choose-tier.ts';
import type { LanguageHost } from './hosts/host.ts';
import { hasFilter, seccompFilter } from './seccomp.ts';
import type { Workplace } from './workplace.ts';

/** The files that a host needs, where everybody on this machine can read them. */
export function probeOptions(workplace: Workplace, host: LanguageHost): ProbeOptions {
  const hostFile = workplace.share(host.hostFile);
  const { arch } = process;
  if (!hasFilter(arch)) return { host, hostFile };
  return { host, hostFile, filterFile: workplace.keep('seccomp-filter', seccompFilter(arch)) };
}
