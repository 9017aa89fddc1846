import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import type { RunEvent } from '../../domain/event.ts';
import { type CommonFlags, withCommonFlags } from '../flags.ts';
import type { Context } from '../context.ts';
import { eventLine } from '../text/event-line.ts';

/** How often the log is looked at with `--follow`, in milliseconds. */
const POLL_MS = 200;

interface LogFlags extends CommonFlags {
  readonly follow?: true;
}

/** Adds `barbican log <run>`. */
export function addLog(program: Command, { io, exitWith }: Context): void {
  const command = program
    .command('log')
    .description('print the events of a run')
    .argument('<run>', 'the run folder')
    .option('-f, --follow', 'wait for more until the run ends');
  withCommonFlags(
    command,
    [
      'barbican log runs/my-problem-1 --follow',
      'barbican log runs/my-problem-1 --json | grep \'"trial.finished"\'',
    ],
    'print each event as one JSON object a line',
  );
  command.action(async (folder: string, flags: LogFlags) => {
    const { readRun } = await import('../../compose/index.ts');
    const run = readRun(folder);
    try {
      let first: RunEvent | undefined;
      let last: RunEvent | undefined;
      while (true) {
        for (const event of run.events((last?.seq ?? 0) + 1)) {
          first ??= event;
          last = event;
          const line = flags.json ? JSON.stringify(event) : eventLine(event, first.atMs);
          io.out.write(`${line}\n`);
        }
        if (!flags.follow || last?.type === 'run.ended') break;
        await sleep(POLL_MS);
      }
    } finally {
      run.close();
    }
    exitWith(0);
  });
}
