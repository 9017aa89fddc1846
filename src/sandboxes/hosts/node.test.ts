import { describe, expect, it } from 'vitest';
import type { SandboxJob } from '../../contracts/sandbox.ts';
import { nodeHost, nodeScreenHost } from './node.ts';

function jobOf(text: string): SandboxJob {
  const program = { language: 'typescript', main: 'a.ts', files: { 'a.ts': text } } as const;
  return { program, entry: 'f', kind: 'function', nonce: 'n' };
}

/** What the entry of a compiled program gives for 3. */
function answer(payload: unknown): unknown {
  const { files }: { files: Record<string, string> } = JSON.parse(String(payload));
  const module = { exports: {} as Record<string, (x: number) => unknown> };
  // eslint-disable-next-line typescript/no-implied-eval -- the text is this file's own
  new Function('exports', 'module', files['a.ts'] ?? '')(module.exports, module);
  return module.exports['f']?.(3);
}

describe('nodeScreenHost()', () => {
  const [fresh, screen] = [nodeHost(), nodeScreenHost(nodeHost())];

  it.each([
    [
      'types',
      true,
      'interface A { n: number }\nexport const f = (x: number): number => ({ n: x } as A).n!;',
    ],
    ['enums', false, 'enum E { A = 2, B }\nexport function f(x: E): string { return E[x]; }'],
    [
      'class fields',
      false,
      'class C { private n = 1; constructor(readonly m: number) {} }\nexport const f = (x: number) => JSON.stringify(new C(x));',
    ],
    ['a name exported later', true, 'function g(x: number) { return x ** 2; }\nexport { g as f };'],
  ])('compiles %s to what the fresh host runs', async (_, typesAlone, text) => {
    const screened = await screen.payload(jobOf(text));
    expect(answer(screened)).toEqual(answer(await fresh.payload(jobOf(text))));
    expect(answer(screened)).toBeDefined();
    expect(screened === (await fresh.payload(jobOf(text)))).toBe(!typesAlone);
  });

  it('leaves what it does not know to the compiler of the fresh host', async () => {
    const wrong = jobOf('export function f(x: number { return x; }');
    expect(await screen.payload(wrong)).toEqual(await fresh.payload(wrong));
    expect(await screen.payload(wrong)).toMatchObject({ kind: 'compile' });
  });
});
