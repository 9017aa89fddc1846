import { ConfigError, InfraError } from '../domain/errors.ts';
import { type Tier, TIERS } from '../domain/evaluation.ts';
import type { ProbeOptions, TierProbe } from './probe-tier.ts';
import { PROBES } from './probes.ts';
import type { TierDriver } from './tiers/tier.ts';

/** A tier by name, or the strongest that works. */
export type TierChoice = 'auto' | Tier;

/**
 * The driver of the tier that was asked for.
 *
 * @throws {ConfigError} If there is no tier of that name.
 * @throws {InfraError} If it does not work here; the message says how to get it.
 */
export async function chooseTier(choice: TierChoice, options: ProbeOptions): Promise<TierDriver> {
  refuseUnknown(choice);
  const tried: TierProbe[] = [];
  for (const [tier, probe] of PROBES) {
    if (choice !== 'auto' && tier !== choice) continue;
    const found = await probe(options, tried);
    if (found.driver) return found.driver;
    tried.push(found);
  }
  const why = tried.map(({ tier, detail, remedy }) => `${tier}: ${detail}; ${remedy}`).join('\n  ');
  throw new InfraError(`Cannot run programs alone on this machine:\n  ${why}`);
}

/** What every tier can do here, strongest first. */
export async function probeTiers(options: ProbeOptions): Promise<readonly TierProbe[]> {
  const found: TierProbe[] = [];
  for (const [, probe] of PROBES) found.push(await probe(options, found));
  return found;
}

/** It may come from a log or a caller without types. */
function refuseUnknown(choice: string): void {
  if (choice === 'auto' || TIERS.some((tier) => tier === choice)) return;
  throw new ConfigError(
    `Cannot use tier "${choice}" as there is none of that name: use "auto" for the strongest that works here, or one of ${TIERS.join(', ')}; "barbican doctor" says which work`,
  );
}
