import { cpus, release, type } from 'node:os';
import { type Conditions, conditionsFrom } from '../domain/conditions.ts';
import type { Tier } from '../domain/evaluation.ts';
import type { Limits } from '../domain/problem.ts';
import { type Lacks, WALL_CLAIM_NAMES } from '../domain/wall.ts';
import { usableCores } from '../lib/node/cores.ts';

/** What programs of a sandbox run under on this machine. */
export function conditionsHere(sandbox: {
  readonly tier: Tier;
  readonly lacks: Lacks;
  readonly groups: { readonly version: 1 | 2 | undefined };
  readonly interpreters: Conditions['interpreters'];
  readonly limits: Limits;
}): Conditions {
  const { tier, lacks, groups, interpreters, limits } = sandbox;
  const processors = cpus();
  return conditionsFrom({
    tier,
    lacks: WALL_CLAIM_NAMES.filter((claim) => lacks[claim] !== undefined),
    controlGroups: groups.version ?? null,
    kernel: `${type()} ${release()}`,
    architecture: process.arch,
    processor: processors[0]?.model.trim() ?? '',
    cores: usableCores().length || processors.length,
    interpreters,
    limits,
  });
}
