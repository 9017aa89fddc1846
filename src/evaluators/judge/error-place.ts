import { pathToFileURL } from 'node:url';

/** What was thrown, as one line: its name and message. */
export function errorText(error: unknown): string {
  const text =
    error instanceof Error
      ? `${error.name}: ${error.message}`
      : `a ${typeof error}: ${String(error)}`;
  const [line = ''] = text.split('\n');
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}

/**
 * The place in the problem's folder where `error` was thrown, as `file:line:column`; the problem file if unknown.
 *
 * @param problem `file` as messages show it, `folder` as an absolute path.
 */
export function placeIn(
  problem: { readonly file: string; readonly folder: string },
  error: unknown,
): string {
  if (!(error instanceof Error) || error.stack === undefined) return problem.file;
  for (const line of error.stack.split('\n')) {
    for (const root of [problem.folder, pathToFileURL(problem.folder).href]) {
      const from = line.indexOf(`${root}/`);
      const place =
        from < 0 ? undefined : /^(.*?:\d+:\d+)/.exec(line.slice(from + root.length + 1))?.[1];
      if (place !== undefined) return `${folderShown(problem.file)}${place}`;
    }
  }
  return problem.file;
}

/** The folder part of a shown path, with its slash. */
function folderShown(file: string): string {
  return file.slice(0, file.lastIndexOf('/') + 1);
}
