/** Compiles `src` to `dist` and puts beside it what is not TypeScript. Run by `npm install` and `npm run build`. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const tsc = join(root, 'node_modules/typescript/bin/tsc');
const compiled = spawnSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json')], {
  stdio: 'inherit',
});

const grammars = join(root, 'dist/lib/syntax/grammars');
mkdirSync(grammars, { recursive: true });
for (const [from, name] of [
  ['tree-sitter-javascript/tree-sitter-javascript.wasm', 'javascript.wasm'],
  ['tree-sitter-typescript/tree-sitter-typescript.wasm', 'typescript.wasm'],
  ['tree-sitter-python/tree-sitter-python.wasm', 'python.wasm'],
] as const) {
  copyFileSync(join(root, 'node_modules', from), join(grammars, name));
}

for (const path of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
  if (!/\.(?:py|pl|c|h|cpp|hpp|rs)$/u.test(path) || path.includes('/tests/')) continue;
  mkdirSync(dirname(join(root, 'dist', path)), { recursive: true });
  copyFileSync(join(root, 'src', path), join(root, 'dist', path));
}

// A judge is started for each run and each place: of 200 files it loads in twice the time (docs/decisions/0013-one-file-judge.md).
const { metafile } = await build({
  entryPoints: ['compose/judge-main.js', 'evaluators/judge/watchdog-thread.js'].map((name) =>
    join(root, 'dist', name),
  ),
  entryNames: '[name]',
  outdir: join(root, 'dist/judge'),
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: ['jiti'],
  // CommonJS inside asks for Node's modules by `require`.
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
  logLevel: 'warning',
  metafile: true,
});
writeFileSync(join(root, 'dist/judge/LICENSES.txt'), licencesOf(Object.keys(metafile.inputs)));

const main = join(root, 'dist/cli/main.js');
if (existsSync(main)) {
  chmodSync(main, 0o755);
  linkCommand(main);
}
process.exitCode = compiled.status ?? 1;

/** The licences of the packages that some of these files are from: what is put into one file goes with its own. */
function licencesOf(files: readonly string[]): string {
  const packages = files.flatMap(
    (file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/u.exec(file)?.[1] ?? [],
  );
  return [...new Set(packages)]
    .toSorted()
    .map((name) => {
      const folder = join(root, 'node_modules', name);
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/iu.test(entry));
      if (file === undefined)
        throw new Error(`${name} has no licence that could go with dist/judge`);
      return `${name}\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
    })
    .join(`\n${'-'.repeat(72)}\n\n`);
}

/** Makes `npx barbican` work inside the clone, where npm links only the commands of dependencies. */
function linkCommand(target: string): void {
  const link = join(root, 'node_modules/.bin/barbican');
  mkdirSync(dirname(link), { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(target, link);
}
