import type { StartedRun } from '../compose/index.ts';
import { isParked } from '../domain/arm.ts';
import type { RunEvent } from '../domain/event.ts';
import { applyEvent, emptyRunState, type RunState } from '../domain/run-state.ts';
import { EXIT } from './exit.ts';
import type { CommonFlags } from './flags.ts';
import type { Io } from './io.ts';
import { type Progress, progressOn, silent } from './progress.ts';
import { questionLines, steerKeys } from './steer-keys.ts';
import { nameOf, WAIT_MS } from './commands/steer.ts';
import { withStopSignals } from './stop-signals.ts';
import { briefSummaryOf, summaryOf } from './summary.ts';
import { bestFilesIn } from './best-files.ts';
import { parkedNotice } from './text/proposer-table.ts';
import { coloursWanted, paintWith } from './text/paint.ts';

/** How `run` and `resume` differ. */
export interface Following {
  /** Starts the run, or goes on with it. */
  readonly start: (signal: AbortSignal) => Promise<StartedRun>;
  /** The state that the log tells before the first event that `start` gives. */
  readonly before?: () => RunState;
  /** Whether the run takes orders; keys give them on a terminal. */
  readonly takesOrders: boolean;
}

/**
 * Shows a run while it goes and says at its end what was found.
 *
 * With `--json` each event is a line on standard output and nothing else is.
 *
 * @returns The exit code.
 */
export function followRun(io: Io, flags: CommonFlags, following: Following): Promise<number> {
  return withStopSignals(io.err, async (signal) => {
    const state = following.before?.() ?? emptyRunState();
    const { folder, events, notices, hints } = await following.start(signal);
    const silently = isSilent(flags);
    for (const line of silently ? notices : [...notices, ...hints]) io.err.write(`${line}\n`);
    const progress = silently ? silent : shownOn(io, state, { ...following, folder });
    try {
      for await (const event of events) {
        if (event.seq > state.seq) applyWithNotice(io, state, event);
        if (flags.json) io.out.write(`${JSON.stringify(event)}\n`);
        noticeIn(io, event);
        progress.saw(event);
      }
    } finally {
      progress.end();
    }
    if (!flags.json) io.out.write(finalText(io, flags, { state, folder }));
    return EXIT.ok;
  });
}

/** Shows the run; on a terminal keys steer it, by the way that every other order takes. */
function shownOn(
  io: Io,
  state: RunState,
  { folder, takesOrders }: { readonly folder: string; readonly takesOrders: boolean },
): Progress {
  if (!takesOrders || !io.keys || !io.err.isTty) return progressOn(io, state);
  const ended = new AbortController();
  const by = nameOf();
  const { press, lines } = steerKeys(state, async (command) => {
    const { steerRun } = await import('../compose/index.ts');
    return await steerRun({ folder, by, command, waitMs: WAIT_MS, signal: ended.signal });
  });
  const below = (): readonly string[] => (state.ended ? [] : [...questionLines(state), ...lines()]);
  const { saw, end } = progressOn(io, state, below);
  const listening = io.keys.listen(press);
  return {
    saw,
    end: () => {
      listening[Symbol.dispose]();
      ended.abort();
      end();
    },
  };
}

function isSilent({ quiet, json }: CommonFlags): boolean {
  return quiet === true || json === true;
}

/** Applies an event, and says which model is not asked any more from then on. */
function applyWithNotice(io: Io, state: RunState, event: RunEvent): void {
  const before = parkedIn(state);
  applyEvent(state, event);
  for (const name of parkedIn(state)) {
    if (!before.includes(name)) io.err.write(`${parkedNotice(state, name)}\n`);
  }
}

function parkedIn({ proposing: { arms } }: RunState): string[] {
  return Object.keys(arms.byProposer).filter((name) => isParked(arms, name));
}

/** A weak sandbox is said loudly, also with `--quiet`. */
function noticeIn(io: Io, event: RunEvent): void {
  const notice = event.type === 'run.started' ? event.tierNotice : '';
  if (notice !== '') io.err.write(`${notice}\n`);
}

function finalText(io: Io, flags: CommonFlags, run: { state: RunState; folder: string }): string {
  const paint = paintWith(coloursWanted(io.out, flags.color, io.env));
  const places = { folder: run.folder, best: bestFilesIn(run.folder, run.state) };
  const lines = flags.quiet
    ? briefSummaryOf(run.state, places)
    : summaryOf(run.state, places, paint);
  return `${lines.join('\n')}\n`;
}
