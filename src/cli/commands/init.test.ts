import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterEach, describe, expect, it } from 'vitest';
import { ConfigError } from '../../domain/errors.ts';
import { writeScaffold } from './init.ts';
import { scaffoldFiles } from './scaffold.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'barbican-init-'));
  folders.push(folder);
  return folder;
}

describe('writeScaffold()', () => {
  it('names the problem after its folder', () => {
    const folder = join(temporaryFolder(), '2 Nice_Problems!');
    const paths = writeScaffold(folder);
    expect(paths).toContain('problem.ts');
    expect(readFileSync(join(folder, 'problem.ts'), 'utf8')).toContain(
      "name: 'problem-2-nice-problems'",
    );
  });

  it('writes nothing when one of its files is there', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'seed.ts'), 'mine');
    expect(() => writeScaffold(folder)).toThrow(ConfigError);
    expect(() => readFileSync(join(folder, 'problem.ts'))).toThrow('ENOENT');
    expect(readFileSync(join(folder, 'seed.ts'), 'utf8')).toBe('mine');
  });
});

describe('scaffoldFiles()', () => {
  it('type-checks with the tsconfig that it brings', () => {
    const folder = temporaryFolder();
    const files = scaffoldFiles({
      name: 'toy',
      typesByModule: {
        barbican: fileURLToPath(new URL('../../index.ts', import.meta.url)),
        zod: fileURLToPath(new URL('../../../node_modules/zod/index.d.ts', import.meta.url)),
      },
    });
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(folder, path, '..'), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const { config } = ts.readConfigFile(join(folder, 'tsconfig.json'), (path) =>
      ts.sys.readFile(path),
    );
    const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
    const errors = ts
      .getPreEmitDiagnostics(ts.createProgram(fileNames, options))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
    expect(fileNames).toHaveLength(3);
    expect(errors).toEqual([]);
  });
});
