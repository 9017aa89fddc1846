import type { RunState } from '../../domain/run-state.ts';
import { plainText } from './format.ts';

/** Trials that are shown by name. */
const SHOWN = 3;

/** What is in quarantine, and that a person should look; no lines if nothing is. */
export function quarantineLines({ quarantined }: RunState): string[] {
  if (quarantined.size === 0) return [];
  const [many, are] =
    quarantined.size === 1 ? ['1 trial', 'is'] : [`${quarantined.size} trials`, 'are'];
  const shown = [...quarantined]
    .slice(0, SHOWN)
    .map(([id, { rule, regime, index, detail }]) =>
      plainText(`  ${id}: "${rule}" in ${regime}, workload ${index}: ${detail}`),
    );
  const more = quarantined.size - shown.length;
  return [
    `${many} ${are} in quarantine: what was seen speaks against the judgement, so none of them is a result or a parent.`,
    ...shown,
    ...(more > 0 ? [`  … and ${more} more, see "barbican log"`] : []),
  ];
}
