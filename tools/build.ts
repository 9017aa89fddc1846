/** Compiles `src` to `dist` and puts beside it what is not TypeScript. Run by `npm install` and `npm run build`. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

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
  if (!/\.(?:py|pl)$/u.test(path) || path.includes('/tests/')) continue;
  mkdirSync(dirname(join(root, 'dist', path)), { recursive: true });
  copyFileSync(join(root, 'src', path), join(root, 'dist', path));
}

const main = join(root, 'dist/cli/main.js');
if (existsSync(main)) {
  chmodSync(main, 0o755);
  linkCommand(main);
}
process.exitCode = compiled.status ?? 1;

/** Makes `npx barbican` work inside the clone, where npm links only the commands of dependencies. */
function linkCommand(target: string): void {
  const link = join(root, 'node_modules/.bin/barbican');
  mkdirSync(dirname(link), { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(target, link);
}
