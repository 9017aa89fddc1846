/** Finds the code in pages and docstrings that must hold. */

/** Code that stands in a page or a docstring. */
export interface Snippet {
  /** Where it stands, such as `README.md:12`. */
  readonly origin: string;
  readonly kind: 'ts' | 'py' | 'sh';
  readonly text: string;
  /** Whether it is run; a `ts` one that is not is still compiled. */
  readonly runs: boolean;
}

const FENCE = /^( *)```(\S+)([^\n]*)\n(.*?)^\1```$/gmsu;

/** The `ts`, `py` and `sh` fences of a Markdown page; others are not code that we promise anything about. */
export function snippetsOfPage(path: string, markdown: string): Snippet[] {
  return [...markdown.matchAll(FENCE)].flatMap((match) => {
    const [, indent = '', language, flags = '', text = ''] = match;
    if (language !== 'ts' && language !== 'py' && language !== 'sh') return [];
    const words = flags.trim().split(/\s+/u);
    return [
      {
        origin: `${path}:${lineAt(markdown, match.index)}`,
        kind: language,
        text: text.replaceAll(new RegExp(`^${indent}`, 'gmu'), ''),
        runs: language === 'sh' ? words.includes('run') : !words.includes('no-run'),
      },
    ];
  });
}

/** The `@example` parts of a module's docstrings, with the module's exports that they use imported. */
export function snippetsOfModule(path: string, source: string, specifier: string): Snippet[] {
  const exported = [
    ...source.matchAll(/^export (?:async )?(?:function\*?|const|class) (\w+)/gmu),
  ].map(([, name = '']) => name);
  return [...source.matchAll(/\/\*\*.*?\*\//gsu)].flatMap((comment) =>
    [...comment[0].matchAll(/@example(.*?)(?=\n\s*\*\s*@\w|\*\/)/gsu)].map((example) => {
      const text = plainText(example[1] ?? '');
      const used = exported.filter((name) => new RegExp(`\\b${name}\\b`, 'u').test(text));
      const imports = used.length > 0 ? `import { ${used.join(', ')} } from '${specifier}'; ` : '';
      return {
        origin: `${path}:${lineAt(source, comment.index + example.index)}`,
        kind: 'ts' as const,
        text: `${imports}${text}`,
        runs: !/^\s*```ts no-run/u.test(plainText(example[1] ?? '', false)),
      };
    }),
  );
}

function plainText(comment: string, withoutFences = true): string {
  const lines = comment.split('\n').map((line) => line.replace(/^\s*\* ?/u, ''));
  return lines.filter((line) => !withoutFences || !line.trim().startsWith('```')).join('\n');
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
