import { describe, expect, it } from 'vitest';
import { snippetsOfModule, snippetsOfPage } from './snippets.ts';

describe('snippetsOfPage()', () => {
  it('finds ts and sh fences with their line and whether they run', () => {
    const page = [
      '# Title',
      '```ts',
      'f();',
      '```',
      '```ts no-run',
      'g();',
      '```',
      '```sh',
      'npm install',
      '```',
      '```sh run',
      'npx barbican doctor',
      '```',
      '```text',
      'nothing',
      '```',
    ].join('\n');
    expect(snippetsOfPage('page.md', page)).toEqual([
      { origin: 'page.md:2', kind: 'ts', text: 'f();\n', runs: true },
      { origin: 'page.md:5', kind: 'ts', text: 'g();\n', runs: false },
      { origin: 'page.md:8', kind: 'sh', text: 'npm install\n', runs: false },
      { origin: 'page.md:11', kind: 'sh', text: 'npx barbican doctor\n', runs: true },
    ]);
  });

  it('takes the indent off when a fence stands in a list', () => {
    const page = '- item\n\n  ```ts\n  if (a) {\n    b();\n  }\n  ```\n';
    expect(snippetsOfPage('p', page)[0]?.text).toBe('if (a) {\n  b();\n}\n');
  });
});

describe('snippetsOfModule()', () => {
  it('imports what the example uses from the module', () => {
    const source = [
      '/**',
      ' * Adds.',
      ' *',
      ' * @example',
      ' *   add(1, 2); // 3',
      ' *',
      ' * @see nothing',
      ' */',
      'export function add(a: number, b: number): number { return a + b; }',
      'export const other = 1;',
    ].join('\n');
    const [snippet, ...rest] = snippetsOfModule('src/add.ts', source, '../../src/add.ts');
    expect(rest).toEqual([]);
    expect(snippet?.origin).toBe('src/add.ts:4');
    expect(snippet?.text).toContain("import { add } from '../../src/add.ts'; ");
    expect(snippet?.text).toContain('add(1, 2);');
    expect(snippet?.text).not.toContain('@see');
    expect(snippet?.runs).toBe(true);
  });
});
