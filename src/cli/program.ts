import { Command } from 'commander';
import { addCheck } from './commands/check.ts';
import { addDoctor } from './commands/doctor.ts';
import { addInit } from './commands/init.ts';
import { addLog } from './commands/log.ts';
import { addMcp } from './commands/mcp.ts';
import { addPropose } from './commands/propose.ts';
import { addResume } from './commands/resume.ts';
import { addRun } from './commands/run.ts';
import { addShow } from './commands/show.ts';
import { addSteer } from './commands/steer.ts';
import type { Context } from './context.ts';

const COMMANDS = [
  addInit,
  addCheck,
  addRun,
  addResume,
  addSteer,
  addPropose,
  addMcp,
  addShow,
  addLog,
  addDoctor,
];

/** The command line: one object per command, the first line of `--help` first. */
export function createProgram(context: Context, version: string): Command {
  const { io } = context;
  const program = new Command('barbican')
    .description('AI-driven research for systems whose results can be believed.')
    .version(version, '-V, --version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .configureOutput({
      writeOut: (text) => io.out.write(text),
      writeErr: (text) => io.err.write(text),
    })
    .showHelpAfterError('(--help shows what there is)')
    .exitOverride()
    .addHelpText(
      'after',
      '\nExamples:\n  $ barbican init my-problem\n  $ barbican run my-problem --budget 60s',
    );
  for (const add of COMMANDS) add(program, context);
  return program;
}
