import type { Command } from 'commander';
import { EXIT } from '../exit.ts';
import { type CommonFlags, withCommonFlags } from '../flags.ts';
import type { Context } from '../context.ts';
import { coloursWanted, paintWith } from '../text/paint.ts';

/** Adds `barbican doctor`. */
export function addDoctor(program: Command, { io, exitWith }: Context): void {
  const command = program
    .command('doctor')
    .description('say what this machine can do, what it cannot, and how to get it');
  withCommonFlags(command, ['barbican doctor', 'barbican doctor --json']);
  command.action(async (flags: CommonFlags) => {
    const { doctorReport } = await import('../../compose/index.ts');
    const items = await doctorReport();
    const paint = paintWith(coloursWanted(io.out, flags.color, io.env));
    for (const item of items) {
      const { name, works, detail, remedy } = item;
      const mark = works ? paint.good('ok') : paint.bad('no');
      const lines = [`${mark}  ${name}: ${detail}`, ...(remedy === '' ? [] : [`    ${remedy}`])];
      io.out.write(flags.json ? `${JSON.stringify(item)}\n` : `${lines.join('\n')}\n`);
    }
    exitWith(EXIT.ok);
  });
}
