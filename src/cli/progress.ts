import type { RunEvent } from '../domain/event.ts';
import type { RunState } from '../domain/run-state.ts';
import type { Io } from './io.ts';
import { blockOf, lineOf } from './terminal.ts';
import { fitted } from './text/format.ts';
import { phaseOf } from './text/phase.ts';

const REDRAW_MS = 100;
const LINE_EVERY_MS = 10_000;

/** Shows how a run goes while it goes. */
export interface Progress {
  /** Tells that the state has changed by `event`. */
  saw(event: RunEvent): void;
  /** Shows the last state and gives the terminal back. */
  end(): void;
}

/** Shows nothing: for `--quiet` and `--json`. */
export const silent: Progress = { saw: () => {}, end: () => {} };

/**
 * A live block on a terminal, redrawn at most ten times a second; plain lines elsewhere.
 *
 * @param below What the block has below it, besides the run.
 */
export function progressOn(
  io: Io,
  state: RunState,
  below: () => readonly string[] = () => [],
): Progress {
  return io.err.isTty ? liveBlock(io, state, below) : plainLines(io, state);
}

function liveBlock(io: Io, state: RunState, below: () => readonly string[]): Progress {
  const watch = stopwatch(io, state);
  let drawn = 0;
  const draw = (): void => {
    const columns = io.err.columns();
    const lines = [
      ...blockOf(state, watch.elapsedMs(), columns),
      ...below().map((line) => fitted(line, Math.max(1, columns - 1))),
    ];
    const back = drawn > 0 ? `\u001B[${drawn}A\r` : '\r';
    io.err.write(`${back}\u001B[J${lines.join('\n')}\n`);
    drawn = lines.length;
  };
  const timer = setInterval(draw, REDRAW_MS);
  return {
    saw: watch.saw,
    end: () => {
      clearInterval(timer);
      draw();
    },
  };
}

function plainLines(io: Io, state: RunState): Progress {
  const watch = stopwatch(io, state);
  let bestId = state.best?.id;
  let phase = '';
  let lastMs = io.clock.monotonicMs();
  const print = (line: string): void => {
    io.err.write(`${line}\n`);
    lastMs = io.clock.monotonicMs();
  };
  const timer = setInterval(() => {
    const due = io.clock.monotonicMs() - lastMs >= LINE_EVERY_MS;
    if (due) print(lineOf(state, watch.elapsedMs()));
  }, LINE_EVERY_MS / 10);
  return {
    saw: (event) => {
      watch.saw();
      if (state.best?.id !== bestId) {
        bestId = state.best?.id;
        print(lineOf(state, watch.elapsedMs()));
      }
      const now = event.type.startsWith('trial.') || state.ended ? phase : phaseOf(state);
      if (now !== phase) print(now);
      phase = now;
    },
    end: () => clearInterval(timer),
  };
}

/** Wall time of the run: what the log says, and what has passed since the log last said it but for pauses. */
function stopwatch(io: Io, state: RunState): { saw: () => void; elapsedMs: () => number } {
  let logged = state.spend.wallMs;
  let atMs = io.clock.monotonicMs();
  let pausedAtMs: number | undefined;
  return {
    saw: () => {
      const nowMs = io.clock.monotonicMs();
      if (state.steering.paused) pausedAtMs ??= nowMs;
      else if (pausedAtMs !== undefined) {
        atMs += nowMs - pausedAtMs;
        pausedAtMs = undefined;
      }
      if (state.spend.wallMs === logged) return;
      logged = state.spend.wallMs;
      atMs = pausedAtMs ?? nowMs;
    },
    elapsedMs: () =>
      state.ended ? state.spend.wallMs : logged + (pausedAtMs ?? io.clock.monotonicMs()) - atMs,
  };
}
