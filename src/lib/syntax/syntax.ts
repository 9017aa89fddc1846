import { Language, Parser } from 'web-tree-sitter';
import { type Hash, hashOf } from '../hash.ts';
import { canonicalJson } from '../json.ts';
import { createLru } from '../lru.ts';
import { canonicalText } from './canonical.ts';
import { copyTree } from './copy-tree.ts';
import { pythonCanonicalText } from './python-canonical.ts';
import { faultOf, type SyntaxFault } from './syntax-fault.ts';
import type { SyntaxNode } from './syntax-node.ts';

/** A language with a grammar. Programs in others are compared by their text; only their compilers parse them. */
export type SourceLanguage = 'javascript' | 'typescript' | 'python';

/** What of a program its syntax needs. */
export interface SourceProgram {
  readonly language: string;
  /** Relative path to text. Files that do not end in .ts, .js, .py or the like are not parsed. */
  readonly files: Readonly<Record<string, string>>;
}

/** A text and its tree. */
export interface ParsedText {
  readonly text: string;
  readonly root: SyntaxNode;
  /** The first error; undefined if it parses. */
  readonly fault: SyntaxFault | undefined;
}

/** Parsers, ready to use. */
export interface Syntax {
  /**
   * The tree of `text`; kept for a while, so that asking again costs nothing.
   *
   * @throws {TypeError} If the language has no grammar.
   */
  parse(language: string, text: string): ParsedText;
  /** Where the first file with an error has its first one; undefined if all files parse. */
  firstError(program: SourceProgram): (SyntaxFault & { readonly file: string }) | undefined;
  /**
   * Equal for programs that differ only in comments, formatting, types and the names of what they do not export; in
   * Python in comments and formatting.
   */
  canonicalHash(program: SourceProgram): Hash;
}

/** How many trees are kept; a tree of 200 lines takes about half a MiB. */
const KEPT_TREES = 64;

/**
 * Parsers from the WebAssembly of their grammars.
 *
 * @throws {Error} If a grammar was made for another version of the parser.
 */
export async function syntaxFrom(
  grammars: Readonly<Record<SourceLanguage, Uint8Array>>,
): Promise<Syntax> {
  await Parser.init();
  const parsers = new Map<string, Parser>();
  for (const [language, grammar] of Object.entries(grammars))
    parsers.set(language, parserFor(await Language.load(grammar)));
  const kept = createLru<ParsedText>(KEPT_TREES);
  const canonical = createLru<string>(KEPT_TREES);
  const parse: Syntax['parse'] = (language, text) =>
    kept.get(`${language}\n${text}`, () => parsed(parsers.get(language), text));
  return {
    parse,
    firstError({ language, files }) {
      if (!parsers.has(language)) return undefined;
      for (const [file, text] of codeFiles(files)) {
        const { fault } = parse(language, text);
        if (fault) return { file, ...fault };
      }
      return undefined;
    },
    canonicalHash({ language, files }) {
      const code = Object.fromEntries(parsers.has(language) ? codeFiles(files) : []);
      const forms = Object.entries(files).map(([path, text]): [string, string] => {
        if (!Object.hasOwn(code, path)) return [path, text];
        const canonicalOf = language === 'python' ? pythonCanonicalText : canonicalText;
        const form = (): string => canonicalOf(parse(language, text).root, text);
        return [path, canonical.get(`${language}\n${text}`, form)];
      });
      return hashOf(canonicalJson({ language, files: Object.fromEntries(forms) }));
    },
  };
}

/** The files of a program that have a grammar, by path. */
export function codeFiles(files: SourceProgram['files']): [string, string][] {
  return Object.entries(files).filter(([path]) => /\.([cm]?[jt]s|py)$/.test(path));
}

function parserFor(language: Language): Parser {
  return new Parser().setLanguage(language);
}

function parsed(parser: Parser | undefined, text: string): ParsedText {
  const tree = parser?.parse(text);
  if (!tree) throw new TypeError('There is no grammar for the language');
  try {
    const root = copyTree(tree);
    return { text, root, fault: tree.rootNode.hasError ? faultOf(root, text) : undefined };
  } finally {
    tree.delete();
  }
}
