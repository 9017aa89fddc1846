import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { WALL_CLAIM_NAMES, WALL_CLAIMS } from '../../src/domain/wall.ts';
import { landlockLacks } from '../../src/sandboxes/tiers/landlock.ts';
import { PROCESS_LACKS } from '../../src/sandboxes/tiers/process.ts';
import { SANDBOX_EXEC_LACKS } from '../../src/sandboxes/tiers/sandbox-exec.ts';

const page = readFileSync(fileURLToPath(new URL('../../docs/tiers.md', import.meta.url)), 'utf8');
const LANDLOCK_LACKS = landlockLacks(7);

describe('docs/tiers.md', () => {
  it.each(WALL_CLAIM_NAMES)('says of "%s" what the tiers say', (claim) => {
    const cells = [LANDLOCK_LACKS, SANDBOX_EXEC_LACKS, PROCESS_LACKS].map((lacks) =>
      lacks[claim] === undefined ? 'yes' : 'no',
    );
    const [landlock, ...others] = claim === 'kernel' ? ['with control groups', 'no', 'no'] : cells;
    const namespace = claim === 'kernel' ? 'with control groups' : 'yes';
    const row = [claim, WALL_CLAIMS[claim], namespace, landlock, ...others];
    expect(page).toContain(`| ${row.join(' | ')} |`);
  });

  it('says what each tier does not stop', () => {
    for (const lacks of [LANDLOCK_LACKS, SANDBOX_EXEC_LACKS, PROCESS_LACKS])
      for (const [claim, text] of Object.entries(lacks))
        expect(page).toContain(`- ${claim}: ${text}.`);
  });
});
