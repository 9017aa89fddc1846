import { join } from 'node:path';
import type { FindHosts } from './host.ts';
import {
  type Compiler,
  firstLine,
  inProgramFolder,
  nativeHosts,
  PROGRAM_FOLDER,
} from './native.ts';

const STANDARD = ['--edition', '2021', '-C', 'opt-level=2'];
const PART = ['-L', '.', '--extern', 'barbican'];
const TERSE = ['-C', 'strip=symbols', '-A', 'warnings', '--error-format=short'];

/** Runs Rust: `pub fn entry(input: &Value) -> Value`, or an entry that gives an `FnMut(&Value)`, with `use barbican::Value`. */
export const rustHosts: FindHosts = () =>
  nativeHosts({
    name: 'Rust',
    compilers: ['rustc'],
    remedy: 'install one: apt-get install rustc, or rustup; it links with gcc',
    describe: toolchainOf,
    part: {
      name: 'libbarbican.rlib',
      files: ['barbican.rs'],
      args: [...STANDARD, '--crate-type', 'rlib', 'barbican.rs'],
    },
    support: [],
    plan: ({ program: { files, main }, entry, kind }) => {
      const run =
        kind === 'policy'
          ? `barbican::steps(program::${entry})`
          : `|input| program::${entry}(input).into()`;
      const text = `#[path = "${PROGRAM_FOLDER}/${main}"]
mod program;

fn main() {
    barbican::serve(${run})
}
`;
      return {
        files: { 'main.rs': text, ...inProgramFolder(files) },
        args: [...STANDARD, ...PART, ...TERSE, '--crate-name', 'program', 'main.rs'],
      };
    },
    missingEntry: (entry) =>
      new RegExp(`^main\\.rs:.*(cannot find function|function) \`${entry}\``, 'u'),
  });

/** What rustup's file stands for: the compiler with its libraries, in a folder of their own. */
async function toolchainOf(file: string): Promise<Compiler | string> {
  const sysroot = await firstLine(file, ['--print', 'sysroot']);
  if (sysroot === undefined) return `${file} does not start`;
  const path = join(sysroot, 'bin', 'rustc');
  const version = await firstLine(path, ['--version']);
  if (version === undefined) return `${path} does not start`;
  return { path, mounts: [{ from: sysroot, at: 'rust' }], version };
}
