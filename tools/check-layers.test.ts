import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layerErrorsOf } from './check-layers.ts';
import { ROOT } from './lib/root.ts';

const CONFIG = join(ROOT, '.dependency-cruiser.cjs');
const folders: string[] = [];

function tree(textByPath: Readonly<Record<string, string>>): string {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, '.cache/layers-'));
  folders.push(folder);
  const files = {
    'package.json': '{"name":"planted","type":"module"}',
    'tsconfig.json': '{"compilerOptions":{"module":"nodenext"},"include":["src"]}',
    ...textByPath,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const A = 'export const a = 1;\n';
const reexport = (path: string): string => `export { a } from '${path}';\n`;

describe('layerErrorsOf()', () => {
  let errors = '';
  beforeAll(async () => {
    const folder = tree({
      'src/compose/a.ts': A,
      'src/stores/a.ts': A,
      'src/helpers/a.ts': A,
      'src/testing/a.ts': A,
      'src/lib/node/a.ts': A,
      'src/domain/a.ts': 'export type A = 1;\n',
      'src/domain/up.ts': reexport('../compose/a.ts'),
      'src/lib/up-by-type.ts': "import type { A } from '../domain/a.ts';\nexport type B = A;\n",
      'src/engine/sideways.ts': reexport('../stores/a.ts'),
      'src/domain/on-node.ts': "import { join } from 'node:path';\nexport const b = join('a');\n",
      'src/lib/through-node.ts': reexport('./node/a.ts'),
      'src/lib/x.ts': "import { y } from './y.ts';\nexport const x = (): number => y();\n",
      'src/lib/y.ts': "import { x } from './x.ts';\nexport const y = (): number => x();\n",
      'src/cli/nowhere.ts': reexport('../helpers/a.ts'),
      'src/cli/fake.ts': reexport('../testing/a.ts'),
      'src/cli/lost.ts': reexport('./gone.ts'),
      'src/engine/deep.test.ts': reexport('../compose/a.ts'),
    });
    errors = (await layerErrorsOf(folder, CONFIG)).join('\n');
  });

  const expected = {
    'an import of a higher layer': 'no-way-up-from-domain: src/domain/up.ts',
    'an import of a type from a higher layer': 'no-way-up-from-lib: src/lib/up-by-type.ts',
    'a look at a sibling': 'siblings-are-blind-to-each-other: src/engine/sideways.ts',
    'a module of Node in the domain': 'no-node-in-domain-and-lib: src/domain/on-node.ts',
    'a way to Node through lib/node': 'no-lib-node-in-domain-and-lib: src/lib/through-node.ts',
    'a cycle': 'no-cycles: src/lib/x.ts',
    'a folder without a layer': 'unknown-folder: src/cli/nowhere.ts',
    'test helpers in shipped code': 'no-testing-in-shipped-code: src/cli/fake.ts',
    'an import of nothing': 'no-unresolvable: src/cli/lost.ts',
    'a test that climbs': 'no-way-up-from-tests-of-siblings: src/engine/deep.test.ts',
  };
  for (const [what, error] of Object.entries(expected)) {
    it(`reports ${what}`, () => expect(errors).toContain(error));
  }

  it('finds nothing when each folder imports itself and lower ones', async () => {
    const folder = tree({
      'src/lib/a.ts': A,
      'src/testing/a.ts': A,
      'src/engine/b.ts': reexport('../lib/a.ts'),
      'src/engine/c.ts': reexport('./b.ts'),
      'src/engine/c.test.ts': reexport('../testing/a.ts'),
      'src/compose/d.ts': reexport('../engine/c.ts'),
    });
    expect(await layerErrorsOf(folder, CONFIG)).toEqual([]);
  });

  it('reports modules that the tool did not read', async () => {
    const blind = "module.exports = { forbidden: [], options: { exclude: 'b.ts' } };";
    const folder = tree({ 'src/lib/a.ts': A, 'src/lib/b.ts': A, 'blind.cjs': blind });
    expect(await layerErrorsOf(folder, join(folder, 'blind.cjs'))).toContain(
      'not read by dependency-cruiser: src/lib/b.ts',
    );
  });
});
