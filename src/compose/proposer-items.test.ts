import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { proposerItems } from './proposer-items.ts';

describe('proposerItems()', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'barbican-path-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('says what to set and that nothing is needed when there is no key and no agent', () => {
    const [models, agents] = proposerItems({ PATH: folder, OPENAI_API_KEY: ' ' });
    expect(models).toMatchObject({
      works: false,
      remedy: expect.stringMatching(/OPENAI_API_KEY.*classical operators/u),
    });
    expect(agents).toMatchObject({ works: false, detail: 'claude and codex are not on the path' });
  });

  it('names who has a key and which agents can be started, and shows no key', () => {
    writeFileSync(join(folder, 'codex'), '');
    chmodSync(join(folder, 'codex'), 0o755);
    writeFileSync(join(folder, 'claude'), '');
    chmodSync(join(folder, 'claude'), 0o644);
    const items = proposerItems({ PATH: `/nowhere:${folder}`, GEMINI_API_KEY: 'a-key-123' });
    expect(items).toMatchObject([
      { works: true, detail: expect.stringContaining('keys for google') },
      { works: true, detail: 'codex' },
    ]);
    expect(JSON.stringify(items)).not.toContain('a-key-123');
  });
});
