/** What TypeScript says of problem files that are not on the disk. */
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** Where the words are that a problem imports from `./index.ts`. */
const FOLDER = fileURLToPath(new URL('../domain/language/', import.meta.url));
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  allowImportingTsExtensions: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
  noEmit: true,
  types: [],
};

/** One error. */
export interface ProblemTypeError {
  /** The text that it is about. */
  readonly at: string;
  readonly message: string;
}

/** The errors of each file, by its name; as if the files stood beside the language's own. */
export function typeErrors(
  files: readonly { readonly name: string; readonly text: string }[],
): Map<string, ProblemTypeError[]> {
  const textByPath = new Map(files.map(({ name, text }) => [`${FOLDER}${name}.virtual.ts`, text]));
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = (path) => textByPath.has(path) || fileExists.call(host, path);
  host.readFile = (path) => textByPath.get(path) ?? readFile.call(host, path);
  const program = ts.createProgram([...textByPath.keys()], options, host);
  return new Map(
    files.map(({ name }) => {
      const source = program.getSourceFile(`${FOLDER}${name}.virtual.ts`);
      const found = [
        ...program.getSyntacticDiagnostics(source),
        ...program.getSemanticDiagnostics(source),
      ];
      return [name, found.map((diagnostic) => seen(diagnostic))];
    }),
  );
}

function seen({ file, start, length, messageText }: ts.Diagnostic): ProblemTypeError {
  const at = file?.text.slice(start, (start ?? 0) + (length ?? 0)) ?? '';
  return { at, message: ts.flattenDiagnosticMessageText(messageText, '\n') };
}
