#!/usr/bin/env node
import { systemClock } from '../lib/clock.ts';
import { packageVersion } from '../lib/node/version.ts';
import { EXIT, exitCodeOf } from './exit.ts';
import { systemIo } from './io.ts';
import { createProgram } from './program.ts';

const io = systemIo(systemClock);
let code: number = EXIT.ok;
const context = {
  io,
  exitWith: (wanted: number): void => {
    code = wanted;
  },
};
try {
  const program = createProgram(context, packageVersion());
  await program.parseAsync(process.argv);
} catch (error) {
  code = exitCodeOf(error, io.err);
}
process.exitCode = code;
