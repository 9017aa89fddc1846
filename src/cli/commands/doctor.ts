import type { Command } from 'commander';
import { EXIT } from '../exit.ts';
import { type CommonFlags, withCommonFlags } from '../flags.ts';
import type { Context } from '../context.ts';
import { coloursWanted, paintWith } from '../text/paint.ts';

interface DoctorFlags extends CommonFlags {
  readonly probes?: true;
}

/** Adds `barbican doctor`. */
export function addDoctor(program: Command, { io, exitWith }: Context): void {
  const command = program
    .command('doctor')
    .description('say what this machine can do, what it cannot, and how to get it')
    .option('--probes', 'try every escape in every tier; without it, a quick subset in one');
  withCommonFlags(command, ['barbican doctor', 'barbican doctor --probes --json']);
  command.action(async (flags: DoctorFlags) => {
    const { doctorReport } = await import('../../compose/index.ts');
    const items = await doctorReport({ allProbes: flags.probes === true, env: io.env });
    const paint = paintWith(coloursWanted(io.out, flags.color, io.env));
    for (const item of items) {
      const { name, works, detail, remedy, notes = [] } = item;
      const mark = works ? paint.good('ok') : paint.bad('no');
      const more = [...(remedy === '' ? [] : [remedy]), ...notes];
      const lines = [`${mark}  ${name}: ${detail}`, ...more.map((line) => `    ${line}`)];
      io.out.write(flags.json ? `${JSON.stringify(item)}\n` : `${lines.join('\n')}\n`);
    }
    exitWith(items.some(({ breached }) => breached) ? EXIT.world : EXIT.ok);
  });
}
