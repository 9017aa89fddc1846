import type { Command } from 'commander';
import { ConfigError } from '../../domain/errors.ts';
import type { Program } from '../../domain/program.ts';
import { lineageOf } from '../../domain/lineage.ts';
import type { RunState } from '../../domain/run-state.ts';
import { bestFilesIn } from '../best-files.ts';
import { type CommonFlags, withCommonFlags } from '../flags.ts';
import type { Context } from '../context.ts';
import { summaryOf } from '../summary.ts';
import { countsOf } from '../text/counts.ts';
import { lineageLines } from '../text/lineage-text.ts';
import { modeLines } from '../text/proposer-table.ts';
import { coloursWanted, paintWith } from '../text/paint.ts';

interface ShowFlags extends CommonFlags {
  readonly program?: string;
}

/** Adds `barbican show <run>`. */
export function addShow(program: Command, { io, exitWith }: Context): void {
  const command = program
    .command('show')
    .description('show what a run found: best, lineage, per-regime table, spend')
    .argument('<run>', 'the run folder')
    .option(
      '-p, --program <trial>',
      'print the program of this trial instead; "best" is the best one',
    );
  withCommonFlags(command, [
    'barbican show runs/my-problem-1',
    'barbican show runs/my-problem-1 --program best',
  ]);
  command.action(async (folder: string, flags: ShowFlags) => {
    const { readRun } = await import('../../compose/index.ts');
    const run = readRun(folder);
    try {
      if (flags.program !== undefined) {
        const chosen = run.getProgram(programIdOf(run.state, flags.program));
        io.out.write(flags.json ? `${JSON.stringify(chosen)}\n` : programText(chosen));
      } else if (flags.json) {
        io.out.write(`${JSON.stringify(jsonOf(run.state, folder))}\n`);
      } else {
        const paint = paintWith(coloursWanted(io.out, flags.color, io.env));
        const places = { folder, best: bestFilesIn(folder, run.state) };
        const lines = [
          ...summaryOf(run.state, places, paint),
          '',
          'Lineage of the best:',
          ...lineageLines(run.state),
          '',
          'By mode:',
          ...modeLines(run.state),
        ];
        io.out.write(`${lines.join('\n')}\n`);
      }
    } finally {
      run.close();
    }
    exitWith(0);
  });
}

function programIdOf(state: RunState, trial: string): string {
  const id = trial === 'best' ? state.best?.id : trial;
  const found = id === undefined ? undefined : state.trialById.get(id);
  if (!found) {
    throw new ConfigError(
      `Cannot show trial "${trial}" as the log has none that finished under that id: ids are such as seed, t1 (${state.trialById.size} known)`,
    );
  }
  return found.programId;
}

/** The program's text; with a line before each file where there are several. */
function programText({ files }: Program): string {
  const entries = Object.entries(files);
  return entries
    .map(([path, text]) => (entries.length === 1 ? text : `// ${path}\n${text}`))
    .map((text) => (text.endsWith('\n') ? text : `${text}\n`))
    .join('\n');
}

function jsonOf(state: RunState, folder: string): object {
  const { started, best, confirmed, holdouts, spend, budget, ended } = state;
  return {
    folder,
    problem: started?.problem.name,
    strategy: started?.strategy,
    tier: started?.tier,
    conditions: [...state.conditionsById.values()],
    rngSeed: started?.rngSeed,
    budget,
    spend,
    counts: countsOf(state),
    best,
    lineage: best ? lineageOf(state, best.id) : [],
    references: [...state.referenceById.values()],
    sentinels: state.sentinels,
    quarantined: [...state.quarantined].map(([trialId, seen]) => ({ trialId, ...seen })),
    claim: confirmed,
    holdouts,
    byProposer: state.proposing.byProposer,
    byMode: state.proposing.byMode,
    ended: ended ? { why: ended.why, detail: ended.detail } : undefined,
  };
}
