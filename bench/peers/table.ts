/** The table, for a person. */
import { type FaultName, FAULTS } from './faults.ts';
import type { Seen } from './job.ts';
import { cellText, type Verdict } from './verdict.ts';

/** What one peer did. */
export interface Column {
  readonly name: string;
  readonly version: string;
  /** Why it was not run, or why what it did says nothing. */
  readonly skipped?: string;
  readonly control?: Run;
  readonly runs: Partial<Record<FaultName, Run>>;
}

/** One run, and what it says. */
export interface Run {
  readonly seen: Seen;
  readonly verdict: Verdict;
}

/** Markdown: a row for each fault, a column for each peer that was run. */
export function tableText(columns: readonly Column[], faults: readonly FaultName[]): string {
  const shown = columns.filter(({ skipped }) => skipped === undefined);
  const rows = FAULTS.filter(({ name }) => faults.includes(name)).map(({ name, title }) => [
    title,
    ...shown.map(({ runs }) => {
      const run = runs[name];
      return run === undefined ? 'not run' : cellText(run.verdict);
    }),
  ]);
  const head = [
    'a program that …',
    ...shown.map(({ name, version }) => `${name} ${version}`.trim()),
  ];
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
