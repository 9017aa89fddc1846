import { describe, expect, it } from 'vitest';
import { pyErrorsOf, shErrorsOf, tsErrorsOf } from './check-docs.ts';
import type { Snippet } from './docs/snippets.ts';

function snippet(origin: string, text: string, overrides: Partial<Snippet> = {}): Snippet {
  return { origin, kind: 'ts', text, runs: true, ...overrides };
}

describe('tsErrorsOf()', () => {
  it('names the page of each snippet that does not compile or run', async () => {
    const errors = await tsErrorsOf([
      snippet('good.md:1', "import { logInt } from 'barbican';\nlogInt(1, 4);"),
      snippet('types.md:2', 'const a: number = 1;\nconst b: string = a;', { runs: false }),
      snippet('throws.md:3', "throw new TypeError('seen at run time');"),
      snippet('unrun.md:4', "throw new TypeError('not seen');", { runs: false }),
    ]);
    const text = errors.join('\n');
    expect(text).toContain("types.md:2 in line:2: Type 'number' is not assignable");
    expect(text).toContain('throws.md:3 in line: TypeError: seen at run time');
    expect(text).not.toContain('good.md');
    expect(text).not.toContain('unrun.md');
  });
});

describe('pyErrorsOf()', () => {
  it('names the page of a snippet that states no problem', async () => {
    const errors = await pyErrorsOf([snippet('p.md:1', 'problem = 1', { kind: 'py' })]);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain('p.md:1');
    expect(errors[0]).toContain('must be a problem');
  });
});

describe('shErrorsOf()', () => {
  it('runs the snippets of a page in one folder and reports the failing one', async () => {
    const errors = await shErrorsOf([
      snippet('p.md:1', 'echo made > file', { kind: 'sh' }),
      snippet('p.md:5', 'grep made file', { kind: 'sh' }),
      snippet('q.md:1', 'cat file', { kind: 'sh' }),
    ]);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain('q.md:1: exit code 1');
  });
});
