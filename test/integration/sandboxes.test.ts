import { describe, it } from 'vitest';
import { openMachineSandbox, tiersHere } from '../../dist/sandboxes/sandbox.js';
import { sandboxLaws } from '../../src/testing/sandbox-contract.ts';

const tiers = await tiersHere();

for (const tier of ['namespace', 'landlock', 'process'] as const) {
  const works = tiers.some((probe) => probe.tier === tier && probe.driver !== undefined);
  // Where a tier cannot be had, its laws cannot be tested: "barbican doctor" says why.
  describe.skipIf(!works)(`openMachineSandbox('${tier}')`, () => {
    const subject = { open: () => openMachineSandbox(tier), hasWalls: tier !== 'process' };
    for (const { name, skip, run } of sandboxLaws(subject)) {
      it.skipIf(skip !== undefined)(`openMachineSandbox() ${name}`, run);
    }
  });
}
