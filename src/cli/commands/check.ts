import type { Command } from 'commander';
import { EXIT } from '../exit.ts';
import {
  type CommonFlags,
  dataOption,
  type TierFlag,
  tierOption,
  withCommonFlags,
} from '../flags.ts';
import type { Context } from '../context.ts';
import { withStopSignals } from '../stop-signals.ts';

interface CheckFlags extends CommonFlags {
  readonly tier: TierFlag;
  readonly data?: string;
}

/** Adds `barbican check <problem>`. */
export function addCheck(program: Command, { io, exitWith }: Context): void {
  const command = program
    .command('check')
    .description(
      'load a problem, run its seed program and baselines, and say what is wrong with it',
    )
    .argument('<problem>', 'a folder with problem.ts, or the file itself')
    .addOption(dataOption())
    .addOption(tierOption().default('auto', 'the strongest that works here'));
  withCommonFlags(command, [
    'barbican check problems/expert-placement',
    'barbican check my-problem --json',
  ]);
  command.action(async (problemPath: string, flags: CheckFlags) => {
    const { checkProblemAt, checkReportText } = await import('../../compose/index.ts');
    const code = await withStopSignals(io.err, async (signal) => {
      const report = await checkProblemAt({
        problemPath,
        tier: flags.tier,
        dataPath: flags.data,
        signal,
      });
      io.out.write(flags.json ? `${JSON.stringify(report)}\n` : `${checkReportText(report)}\n`);
      return EXIT.ok;
    });
    exitWith(code);
  });
}
