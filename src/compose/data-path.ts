import { resolve } from 'node:path';
import type { DataDescription, ProblemDescription } from '../domain/problem.ts';

/** The folder of `--data` as an absolute path, in an option that is absent where none was given. */
export function dataPathOption(dataPath: string | undefined): { readonly dataPath?: string } {
  return dataPath === undefined ? {} : { dataPath: resolve(dataPath) };
}

/**
 * What has changed of a problem's real inputs, such as `data/a.csv has changed`; undefined if nothing has.
 *
 * @param before As the log has it.
 */
export function changedDataText(
  before: ProblemDescription,
  now: ProblemDescription,
): string | undefined {
  const [old, there] = [filesByPath(before.data), filesByPath(now.data)];
  for (const [path, hash] of old) {
    const found = there.get(path);
    if (found === undefined) return `${path} is not read any more`;
    if (found !== hash) return `${path} has changed`;
  }
  const added = [...there.keys()].find((path) => !old.has(path));
  return added === undefined ? undefined : `${added} was added`;
}

function filesByPath(sets: readonly DataDescription[] = []): Map<string, string> {
  return new Map(
    sets.flatMap(({ name, files }) => files.map(({ path, hash }) => [`${path} (${name})`, hash])),
  );
}
