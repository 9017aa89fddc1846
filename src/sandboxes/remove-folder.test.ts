import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { removeFolder } from './remove-folder.ts';

describe('removeFolder()', () => {
  it('removes folders that are deep, and those that may not be listed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'remove-'));
    const deep =
      'n=$(printf %0200d 0); deeper() { [ "$1" = 0 ] || (mkdir "$n" && cd -P "$n" && deeper $(($1 - 1))); }';
    const text = `mkdir a a/b && chmod 300 a && ${deep} && deeper 18`;
    const made = spawnSync('/bin/sh', ['-c', text], { cwd: folder });
    expect(made.status).toBe(0);
    removeFolder(folder);
    expect(existsSync(folder)).toBe(false);
  });

  it('is content when there is nothing to remove', () => {
    expect(() => removeFolder(join(tmpdir(), 'there-is-no-such-folder'))).not.toThrow();
  });
});
