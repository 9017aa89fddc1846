import type { DataSurvey } from '../judge-protocol.ts';
import type { CheckReport } from './report.ts';
import { bytes, percent, table } from './text.ts';

/** A share of a part that an earlier part has too, from which it is worth a remark. */
const SHARED_REMARK = 0.01;

/** What each part of the real inputs has, and how much of that an earlier part has too. */
export function dataLines({ data, problem }: CheckReport): string[] {
  if (data.length === 0) return [];
  const head = ['data', 'part', 'files', 'rows', 'size', 'in search too', 'in selection too'];
  const rows = data.flatMap(({ name, parts }) =>
    parts.map((part) => [
      name,
      part.part,
      String(part.files),
      part.rows === null ? '–' : String(part.rows),
      bytes(part.bytes),
      sharedText(part, 'search'),
      sharedText(part, 'selection'),
    ]),
  );
  const sources = (problem.data ?? []).map(
    ({ name, glob, split, licence, files, public: isPublic }) =>
      `  ${name}: ${files.length === 0 ? 'not there' : glob}, split ${SPLITS[split]}, ${licence}, ${isPublic ? 'public: unseen by a run, not secret' : 'not public'}`,
  );
  return ['Real inputs', ...table([head, ...rows]), ...sources];
}

const SPLITS = { byFile: 'by file', byKey: 'by key', byTime: 'by time' } as const;

type Part = DataSurvey['parts'][number];

function sharedText({ bytes: size, sharedBytes }: Part, other: string): string {
  const shared = sharedBytes[other];
  if (shared === undefined) return '–';
  return shared === 0 ? 'none' : `${bytes(shared)} (${percent(shared / size)})`;
}

/** One line for each two parts that are alike in more than a little. */
export function sharedRemarks(data: readonly DataSurvey[]): string[] {
  return data.flatMap(({ name, parts }) =>
    parts.flatMap(({ part, bytes: size, sharedBytes }) =>
      Object.entries(sharedBytes)
        .filter(([, shared]) => shared > SHARED_REMARK * size)
        .map(
          ([other, shared]) =>
            `! ${percent(shared / size)} of what ${name} has for the ${part} is in the ${other} too: it tells less of what is unseen`,
        ),
    ),
  );
}
