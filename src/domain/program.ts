import { canonicalJson } from '../lib/json.ts';
import { type Hash, hashOf } from '../lib/hash.ts';

/** What programs can be written in; a tree of files in `any` languages is known to its own build alone. */
export const LANGUAGES = ['javascript', 'typescript', 'python', 'c', 'cpp', 'rust', 'any'] as const;

/** What a program is written in; the key into the table of language hosts. */
export type Language = (typeof LANGUAGES)[number];

/** Those in which a program is called or stepped by a host. */
export type HostedLanguage = Exclude<Language, 'any'>;

/** What people call them. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  javascript: 'JavaScript',
  typescript: 'TypeScript',
  python: 'Python',
  c: 'C',
  cpp: 'C++',
  rust: 'Rust',
  any: 'files of any language',
};

/** How a program is used: called, started and stepped, or built and run as a command. */
export type ProgramKind = 'function' | 'policy' | 'command';

/** The text of one program: relative path to contents. Immutable, content-addressed. */
export interface Program {
  readonly language: Language;
  /** The path in `files` that holds the entry. */
  readonly main: string;
  /** Relative path, with `/`, to UTF-8 text. */
  readonly files: Readonly<Record<string, string>>;
}

/** The address of a program: the SHA-256 of its canonical JSON. */
export function programIdOf(program: Program): Hash {
  return hashOf(canonicalJson(program));
}
