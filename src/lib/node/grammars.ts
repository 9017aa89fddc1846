import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { syntaxFrom, type SourceLanguage, type Syntax } from '../syntax/syntax.ts';

/** The parsers of every language that Barbican can change, from the grammars that it was built with. */
export function createSyntax(): Promise<Syntax> {
  return syntaxFrom({
    javascript: grammarBytes('javascript'),
    typescript: grammarBytes('typescript'),
    python: grammarBytes('python'),
  });
}

/** The build puts the grammars beside the compiled code; in a clone that runs from source they are in their packages. */
function grammarBytes(language: SourceLanguage): Uint8Array {
  const built = fileURLToPath(new URL(`../syntax/grammars/${language}.wasm`, import.meta.url));
  if (existsSync(built)) return readFileSync(built);
  const name = `tree-sitter-${language}`;
  return readFileSync(createRequire(import.meta.url).resolve(`${name}/${name}.wasm`));
}
