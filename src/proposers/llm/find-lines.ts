/** Where in a text the lines are that a model meant. */

/** A place of whole lines, and how it was found. */
export interface Found {
  /** Offsets [from, to) of whole lines, the last line break not included. */
  readonly from: number;
  readonly to: number;
  /** `exact` up to spaces at the ends of lines; `whitespace` up to all spaces; `fuzzy` up to a few characters. */
  readonly how: 'exact' | 'whitespace' | 'fuzzy';
}

/** No place, or several. */
export interface NotFound {
  readonly reason: string;
}

/** How alike lines must be to be taken for what was meant, from 0 to 1. */
const ALIKE = 0.85;
/** How much more alike the best place must be than the next. */
const MARGIN = 0.05;
/** Fewer lines are not looked for by likeness. */
const FUZZY_LINES = 3;
/** Most comparisons of two lines in one look by likeness. */
const FUZZY_WORK = 200_000;

/**
 * The one place of `search` in `text`: exactly, else without regard to spaces, else by likeness.
 *
 * @param allowed Of several places, one in a range that may be changed is meant.
 */
export function findLines(
  text: string,
  search: string,
  allowed: readonly { readonly from: number; readonly to: number }[],
): Found | NotFound {
  const lines = linesWithOffsets(text);
  const wanted = trimmedEnds(search.split('\n'));
  if (wanted.length === 0) return { reason: 'its search part is empty' };
  for (const [how, form] of FORMS) {
    const places = placesOf(lines, wanted, form).map((place) => ({ ...place, how }));
    const inside = places.filter(({ from, to }) =>
      allowed.some((range) => range.from <= from && to <= range.to),
    );
    const [only, another] = inside.length > 0 ? inside : places;
    if (only && another) {
      const many = inside.length > 0 ? inside.length : places.length;
      return { reason: `its search part is in ${many} places: add lines around it` };
    }
    if (only) return only;
  }
  return fuzzyPlace(lines, wanted) ?? { reason: 'its search part is not in the file' };
}

/** A text for people: the lines that are most like the first one that was looked for. */
export function likeliestLine(text: string, search: string): string | undefined {
  const wanted = trimmedEnds(search.split('\n'))[0];
  if (wanted === undefined) return undefined;
  const [best] = text
    .split('\n')
    .map((line) => ({ line, alike: alikeness(line, wanted) }))
    .toSorted((a, b) => b.alike - a.alike);
  return best !== undefined && best.alike > 0.5 ? best.line : undefined;
}

type Form = (line: string) => string;
const FORMS: readonly (readonly ['exact' | 'whitespace', Form])[] = [
  ['exact', (line) => line.trimEnd()],
  ['whitespace', (line) => line.replaceAll(/\s+/gu, '')],
];

interface Line {
  readonly text: string;
  readonly from: number;
}

function linesWithOffsets(text: string): Line[] {
  const lines: Line[] = [];
  let from = 0;
  for (const line of text.split('\n')) {
    lines.push({ text: line, from });
    from += line.length + 1;
  }
  return lines;
}

/** Without empty lines at both ends. */
function trimmedEnds(lines: readonly string[]): string[] {
  const first = lines.findIndex((line) => line.trim() !== '');
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return first < 0 ? [] : lines.slice(first, last + 1);
}

function placesOf(
  lines: readonly Line[],
  wanted: readonly string[],
  form: Form,
): Pick<Found, 'from' | 'to'>[] {
  const forms = lines.map(({ text }) => form(text));
  const wantedForms = wanted.map(form);
  const places: Pick<Found, 'from' | 'to'>[] = [];
  for (let i = 0; i + wanted.length <= lines.length; i++) {
    if (wantedForms.every((line, k) => line === forms[i + k]))
      places.push(spanOf(lines, i, wanted.length));
  }
  return places;
}

function spanOf(lines: readonly Line[], start: number, count: number): Pick<Found, 'from' | 'to'> {
  const last = lines[start + count - 1];
  return { from: lines[start]?.from ?? 0, to: (last?.from ?? 0) + (last?.text.length ?? 0) };
}

function fuzzyPlace(lines: readonly Line[], wanted: readonly string[]): Found | undefined {
  if (wanted.length < FUZZY_LINES || lines.length * wanted.length > FUZZY_WORK) return undefined;
  const places: { alike: number; start: number }[] = [];
  for (let start = 0; start + wanted.length <= lines.length; start++) {
    const sum = wanted.reduce(
      (all, line, k) => all + alikeness(line, lines[start + k]?.text ?? ''),
      0,
    );
    places.push({ alike: sum / wanted.length, start });
  }
  const [best, next] = places.toSorted((a, b) => b.alike - a.alike);
  if (best === undefined || best.alike < ALIKE) return undefined;
  if (next !== undefined && best.alike - next.alike < MARGIN) return undefined;
  return { ...spanOf(lines, best.start, wanted.length), how: 'fuzzy' };
}

/** Share of pairs of neighbouring characters that two lines have in common, spaces apart; 1 is equal. */
function alikeness(a: string, b: string): number {
  const left = a.replaceAll(/\s+/gu, '');
  const right = b.replaceAll(/\s+/gu, '');
  if (left === right) return 1;
  if (left.length < 2 || right.length < 2) return 0;
  const counts = new Map<string, number>();
  for (const pair of pairsOf(left)) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  let shared = 0;
  for (const pair of pairsOf(right)) {
    const rest = counts.get(pair) ?? 0;
    if (rest > 0) shared += 1;
    counts.set(pair, rest - 1);
  }
  return (2 * shared) / (left.length + right.length - 2);
}

function pairsOf(text: string): string[] {
  return Array.from({ length: text.length - 1 }, (_, i) => text.slice(i, i + 2));
}
