import type { Clock } from '../lib/clock.ts';
import { type Keys, systemKeys } from './keyboard.ts';

/** A stream that people or machines read. */
export interface Output {
  write(text: string): void;
  /** Whether a terminal shows it. */
  readonly isTty: boolean;
  /** Width of the terminal in columns; 80 if it is not one or does not know. */
  columns(): number;
}

/** All that a command may touch of the outside, besides what the lower layers do. */
export interface Io {
  /** Data and results. */
  readonly out: Output;
  /** Progress, notices and errors, for people. */
  readonly err: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Absent if nobody can type. */
  readonly keys?: Keys;
}

/** The standard streams of this process. */
export function systemIo(clock: Clock): Io {
  endQuietlyWhenReaderLeaves(process.stdout);
  endQuietlyWhenReaderLeaves(process.stderr);
  const keys = systemKeys();
  return {
    ...(keys ? { keys } : {}),
    out: outputTo(process.stdout),
    err: outputTo(process.stderr),
    env: process.env,
    clock,
  };
}

function outputTo(stream: NodeJS.WriteStream): Output {
  return {
    write: (text) => void stream.write(text),
    isTty: stream.isTTY === true,
    // Some terminals say that they are 0 wide, which means that they do not know.
    columns: () => (stream.columns > 0 ? stream.columns : 80),
  };
}

/** `barbican log … | head` is no error: as other Unix tools do, stop when nobody reads any more. */
function endQuietlyWhenReaderLeaves(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
}
