/** What a run found, for a person: pure functions from the state that the log tells to lines of text. */
import type { Conditions } from '../domain/conditions.ts';
import type { Claim } from '../domain/event.ts';
import type { RunState } from '../domain/run-state.ts';
import { countsOf, countsText } from './text/counts.ts';
import { durationText } from './text/format.ts';
import type { Paint } from './text/paint.ts';
import { proposerLines } from './text/proposer-table.ts';
import { quarantineLines } from './text/quarantine-text.ts';
import { sentinelLines } from './text/sentinel-text.ts';
import { type RegimeTable, tableLines, tableOfClaim, tableOfSearch } from './text/regime-table.ts';
import { steeringLines } from './text/steering-text.ts';
import { standingsOf, standingText } from './text/standing.ts';

/** What the summary says besides the log. */
export interface Places {
  /** The run folder. */
  readonly folder: string;
  /** Paths of the best program and of its patch against the seed program, where they were written. */
  readonly best?: { readonly programPath: string; readonly patchPath: string } | undefined;
}

/** The end of `barbican run`: what was found, against what, how sure, at which price, and where it is. */
export function summaryOf(state: RunState, places: Places, paint: Paint): string[] {
  return [
    ...headOf(state, paint),
    '',
    ...findingOf(state, paint),
    '',
    ...tablesOf(state, paint),
    ...steeringLines(state),
    ...quarantineLines(state).map((line, i) => (i === 0 ? paint.bad(line) : line)),
    ...proposersOf(state),
    ...placesOf(state, places),
  ];
}

/** Two lines for `--quiet`: the verdict and where the run is. */
export function briefSummaryOf(state: RunState, places: Places): string[] {
  const claim = finalClaimOf(state);
  const [standing] = standingsOf(state);
  const found = claim
    ? `${claim.trialId} ${claim.verdict}: ${claim.why}`
    : `no claim; ${standing ? `best ${state.best?.id}: ${standingText(standing)}` : 'nothing judged'}`;
  return [found, places.folder];
}

/** Spend of the run, such as `842 trials …; 60 s wall, 98 s of evaluation`. */
function spendText(state: RunState): string {
  const { wallMs, evaluationSeconds, tokens, usd } = state.spend;
  return [
    countsText(countsOf(state), wallMs),
    `${durationText(wallMs)} wall, ${durationText(1000 * evaluationSeconds)} of evaluation`,
    ...(tokens > 0 ? [`${tokens} tokens`] : []),
    ...(usd > 0 ? [`${usd < 0.1 ? usd.toPrecision(2) : usd.toFixed(2)} $`] : []),
  ].join('; ');
}

/** The per-regime tables of all objectives: of the last claim where there is one, else of the search. */
function tablesOf(state: RunState, paint: Paint): string[] {
  const { started } = state;
  if (!started) return [];
  const claim = finalClaimOf(state);
  const where = claim
    ? `Per regime, on ${state.holdouts.length > 0 ? 'the holdout' : 'fresh workloads'} (gain with its 95 % interval, positive is better):`
    : 'Per regime, on the workloads of the search (no claim: these were looked at while searching):';
  const tables = started.problem.objectives.metrics.flatMap((name) => {
    const metric = started.problem.metrics.find((candidate) => candidate.name === name);
    if (!metric) return [];
    const table = claim
      ? tableOfClaim(started.problem, claim, metric)
      : tableOfSearch(state, metric);
    return table ? [table] : [];
  });
  return tables.length === 0
    ? []
    : [where, ...tables.flatMap((table) => [...painted(table, paint), ''])];
}

function proposersOf(state: RunState): string[] {
  const lines = proposerLines(state);
  return lines.length === 0 ? [] : [...lines, ''];
}

function headOf(state: RunState, paint: Paint): string[] {
  const { started, ended } = state;
  if (!started) return ['Nothing was run.'];
  const { problem, strategy, tier, tierNotice } = started;
  return [
    `${paint.bold(problem.name)}: ${spendText(state)}`,
    `strategy ${strategy.name}, sandbox ${tier}, random seed ${started.rngSeed}; ended: ${ended?.detail ?? 'not yet'}`,
    ...[...state.conditionsById.values()].map(conditionsText),
    ...(tierNotice === '' ? [] : [paint.bad(tierNotice)]),
  ];
}

/** What programs ran under, in one line. */
function conditionsText(conditions: Conditions): string {
  const { id, tier, kernel, architecture, controlGroups, interpreters, cores } = conditions;
  const run = Object.entries(interpreters).map(
    ([language, { version, path }]) => `${language} ${version} (${path})`,
  );
  const bounded = controlGroups === null ? 'no control groups' : `control groups v${controlGroups}`;
  return `ran under ${id}: ${[tier, `${kernel} ${architecture}`, `${cores} cores`, bounded, ...run].join(', ')}`;
}

function findingOf(state: RunState, paint: Paint): string[] {
  const standings = standingsOf(state);
  const [standing] = standings;
  if (!standing || !state.best) return ['Nothing was judged.'];
  const better = state.best.id === 'seed' ? 'Nothing better than the seed program was found.' : '';
  return [
    ...(better === '' ? [] : [better]),
    `Best in the search: ${state.best.id}, ${standings.map(standingText).join('; ')}`,
    ...(state.confirmed ? [verdictLine('Claim', state.confirmed, paint)] : []),
    ...state.holdouts.map(({ draw, claim }) =>
      verdictLine(draw === 0 ? 'Holdout' : `Holdout ${draw + 1}`, claim, paint),
    ),
    ...publicLines(state),
    ...(state.confirmed ? [] : ['No claim was made about it.']),
    ...sentinelLines(state),
  ];
}

/** What a holdout from files that anybody can have is worth. */
function publicLines({ holdouts, started }: RunState): string[] {
  const names = (started?.problem.data ?? []).filter((one) => one.public).map(({ name }) => name);
  if (holdouts.length === 0 || names.length === 0) return [];
  return [`The holdout's part of ${names.join(', ')} is public: unseen by this run, not secret.`];
}

function verdictLine(what: string, claim: Claim, paint: Paint): string {
  const colour = claim.verdict === 'holds' ? paint.good : paint.bad;
  return `${what}: ${claim.trialId} ${colour(claim.verdict)}. ${claim.why}`;
}

function finalClaimOf(state: RunState): Claim | undefined {
  return state.holdouts.at(-1)?.claim ?? state.confirmed;
}

function painted(table: RegimeTable, paint: Paint): string[] {
  return tableLines(table).map((line, i) => (i === 0 ? paint.dim(line) : line));
}

function placesOf(state: RunState, { folder, best }: Places): string[] {
  return [
    `Run folder:   ${folder}`,
    ...(best ? [`Best program: ${best.programPath}`, `Its patch:    ${best.patchPath}`] : []),
    ...(state.ended?.why === 'interrupted' ? [`Go on with:   barbican resume ${folder}`] : []),
  ];
}
