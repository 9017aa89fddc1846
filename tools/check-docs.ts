/** Checks that the code in README.md, in docs/ and in the docstrings of src/ compiles and runs. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { typeErrorsOf } from './docs/compile.ts';
import { type Snippet, snippetsOfModule, snippetsOfPage } from './docs/snippets.ts';
import { runCommand } from './lib/run-command.ts';
import { binOf, ROOT } from './lib/root.ts';

/** The `docs` step of `npm run check`. Needs a built `dist/`. */
export async function checkDocs(): Promise<{ code: number; output: string }> {
  const snippets = [...pages(), ...modules()];
  const errors = [
    ...(await tsErrorsOf(snippets.filter(({ kind }) => kind === 'ts'))),
    ...(await pyErrorsOf(snippets.filter(({ kind, runs }) => kind === 'py' && runs))),
    ...(await shErrorsOf(snippets.filter(({ kind, runs }) => kind === 'sh' && runs))),
  ];
  if (snippets.length === 0) errors.push('no snippet found: the search for them is broken');
  return { code: errors.length === 0 ? 0 : 1, output: errors.join('\n') };
}

/** What is wrong with TypeScript snippets: each must compile, and run unless it is marked `no-run`. */
export async function tsErrorsOf(snippets: readonly Snippet[]): Promise<string[]> {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, '.cache/docs-'));
  try {
    const originByPath = new Map(
      snippets.map((snippet, i) => {
        const path = join(folder, `snippet-${i}.ts`);
        writeFileSync(path, `${snippet.text}\nexport {};\n`);
        return [path, snippet];
      }),
    );
    const typeErrors = typeErrorsOf([...originByPath.keys()]);
    const runnable = [...originByPath].filter(([, { runs }]) => runs).map(([path]) => path);
    const runErrors = await runErrorsOf(folder, runnable);
    return [...typeErrors, ...runErrors].map((error) => withOrigin(error, originByPath));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What goes wrong when Python snippets run: each states a problem, which the judge must be able to read. */
export async function pyErrorsOf(snippets: readonly Snippet[]): Promise<string[]> {
  const errors: string[] = [];
  const judge = join(ROOT, 'dist/evaluators/judge-python');
  for (const { origin, text } of snippets) {
    const read = `from barbican_judge.definition import read_problem\nread_problem(problem, 'it', '/')`;
    const { code, output } = await runCommand('python3', ['-B', '-c', `${text}\n${read}\n`], {
      cwd: ROOT,
      env: { PYTHONPATH: judge },
    });
    if (code !== 0) errors.push(`${origin}: ${output}`);
  }
  return errors;
}

/** What goes wrong when shell snippets run: those of one page in order, in one fresh folder. */
export async function shErrorsOf(snippets: readonly Snippet[]): Promise<string[]> {
  const errors: string[] = [];
  const pageOf = ({ origin }: Snippet): string => origin.replace(/:\d+$/u, '');
  for (const page of new Set(snippets.map(pageOf))) {
    const folder = mkdtempSync(join(tmpdir(), 'barbican-docs-'));
    symlinkSync(join(ROOT, 'problems'), join(folder, 'problems'));
    for (const { origin, text } of snippets.filter((snippet) => pageOf(snippet) === page)) {
      const script = `npx() { shift; node "${join(ROOT, 'dist/cli/main.js')}" "$@"; }\n${text}`;
      const { code, output } = await runCommand('bash', ['-euc', script], { cwd: folder });
      if (code !== 0) errors.push(`${origin}: exit code ${code}\n${output}`);
    }
    rmSync(folder, { recursive: true, force: true });
  }
  return errors;
}

async function runErrorsOf(folder: string, paths: readonly string[]): Promise<string[]> {
  if (paths.length === 0) return [];
  const resultPath = join(folder, 'result.json');
  const runner = join(ROOT, 'tools/docs/run-snippets.ts');
  const { output } = await runCommand(binOf('jiti'), [runner, resultPath, ...paths], {
    cwd: folder,
    env: { JITI_ALIAS: JSON.stringify(ownDoors()) },
  });
  if (!existsSync(resultPath)) return [`a snippet ended the process that runs them:\n${output}`];
  const errorByPath = z
    .record(z.string(), z.string())
    .parse(JSON.parse(readFileSync(resultPath, 'utf8')));
  return Object.entries(errorByPath).map(([path, error]) => `${path}: ${error}`);
}

/** The package's own doors, for code that imports it by name. */
function ownDoors(): Record<string, string> {
  const Manifest = z.object({
    name: z.string(),
    exports: z.record(z.string(), z.union([z.string(), z.object({ default: z.string() })])),
  });
  const { name, exports } = Manifest.parse(
    JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')),
  );
  const doors = Object.entries(exports).toSorted(([a], [b]) => b.length - a.length);
  return Object.fromEntries(
    doors.map(([door, target]) => [
      join(name, door),
      join(ROOT, typeof target === 'string' ? target : target.default),
    ]),
  );
}

function withOrigin(error: string, originByPath: ReadonlyMap<string, Snippet>): string {
  let text = error;
  for (const [path, { origin }] of originByPath) text = text.replaceAll(path, `${origin} in line`);
  return text;
}

function pages(): Snippet[] {
  const docs = existsSync(join(ROOT, 'docs'))
    ? readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    : [];
  const paths = ['README.md', ...docs.map((path) => join('docs', path))];
  return paths
    .filter((path) => path.endsWith('.md'))
    .flatMap((path) => snippetsOfPage(path, readFileSync(join(ROOT, path), 'utf8')));
}

function modules(): Snippet[] {
  return readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .flatMap((path) => {
      const source = readFileSync(join(ROOT, 'src', path), 'utf8');
      return snippetsOfModule(join('src', path), source, `../../src/${path}`);
    });
}
