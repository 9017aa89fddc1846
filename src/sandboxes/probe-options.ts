import type { LanguageHost } from './hosts/host.ts';
import type { ProbeOptions } from './probe-tier.ts';
import type { Workplace } from './workplace.ts';

/** The files that a host needs, where everybody on this machine can read them. */
export function probeOptions(workplace: Workplace, host: LanguageHost): ProbeOptions {
  return {
    host,
    hostFile: workplace.share(host.hostFile),
    share: (file) => workplace.share(file),
    keep: (name, content) => workplace.keep(name, content),
  };
}
