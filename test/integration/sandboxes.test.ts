import { describe, expect, it } from 'vitest';
import { attemptEscapes } from '../../dist/sandboxes/escapes/attempts.js';
import { openMachineSandbox, tiersHere } from '../../dist/sandboxes/sandbox.js';
import { TIERS } from '../../dist/domain/evaluation.js';
import type { WallClaim } from '../../src/domain/wall.ts';
import { sandboxLaws } from '../../src/testing/sandbox-contract.ts';

const probes = await tiersHere();

for (const tier of TIERS) {
  const probe = probes.find((found) => found.tier === tier);
  // Where a tier cannot be had, its laws cannot be tested: "barbican doctor" says the same.
  if (probe?.driver === undefined) {
    it.skip(`openMachineSandbox('${tier}') keeps its promises: ${probe?.detail}`);
    continue;
  }
  using sandbox = await openMachineSandbox(tier);
  const { lacks } = sandbox;
  describe(`openMachineSandbox('${tier}')`, () => {
    const subject = { open: () => openMachineSandbox(tier), lacks, attempt: attemptEscapes };
    for (const { name, skip, run } of sandboxLaws(subject)) {
      it(`openMachineSandbox() ${name}`, async (context) => {
        if (skip !== undefined) context.skip(`not promised here: ${skip}`);
        await run();
      });
    }
  });
}

describe('attemptEscapes()', () => {
  const claims: readonly WallClaim[] = ['files', 'existence', 'writes', 'network', 'processes'];

  it.each(['javascript', 'python'] as const)(
    'attemptEscapes() gets through in %s when there is no wall',
    async (language) => {
      using sandbox = await openMachineSandbox('process');
      const tries = await attemptEscapes(sandbox, language, claims);
      const broken = new Set(tries.filter(({ held }) => !held).map(({ claim }) => claim));
      expect([...broken].toSorted()).toEqual([...claims].toSorted());
    },
  );
});

describe('openMachineSandbox()', () => {
  it('openMachineSandbox() names what there is when the tier is unknown', async () => {
    const choice = JSON.parse('"container"');
    await expect(openMachineSandbox(choice)).rejects.toThrow(
      'Cannot use tier "container" as there is none of that name: use "auto" for the strongest that works here, or one of namespace, landlock, sandbox-exec, process; "barbican doctor" says which work',
    );
  });
});
