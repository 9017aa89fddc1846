import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../lib/root.ts';

/**
 * What the compiler says against the files, as `path:line: message`.
 *
 * They are checked with the project's own flags, without those that ask for more than a reader of an example does.
 */
export function typeErrorsOf(paths: readonly string[]): string[] {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) =>
    ts.sys.readFile(path),
  );
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  delete options.outDir;
  delete options.rootDir;
  const program = ts.createProgram(paths, {
    ...options,
    noEmit: true,
    declaration: false,
    isolatedDeclarations: false,
    noUncheckedIndexedAccess: false,
    noUnusedLocals: false,
    noUnusedParameters: false,
  });
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => {
    const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n');
    const { file, start = 0 } = diagnostic;
    if (!file) return text;
    const line = file.getLineAndCharacterOfPosition(start).line + 1;
    return `${file.fileName}:${line}: ${text}`;
  });
}
