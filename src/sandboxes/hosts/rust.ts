import { join } from 'node:path';
import type { FindHosts } from './host.ts';
import { type Compiler, firstLine, nativeHosts, PROGRAM_FOLDER } from './native.ts';

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
      args: ['--edition', '2021', '--crate-type', 'rlib', '-C', 'opt-level=2', 'barbican.rs'],
    },
    support: [],
    plan: ({ program: { files, main }, entry, kind }) => ({
      files: {
        'main.rs': `#[path = "${PROGRAM_FOLDER}/${main}"]
mod program;

fn main() {
    barbican::serve(${kind === 'policy' ? `barbican::steps(program::${entry})` : `|input| program::${entry}(input).into()`})
}
`,
        ...Object.fromEntries(
          Object.entries(files).map(([path, text]) => [`${PROGRAM_FOLDER}/${path}`, text]),
        ),
      },
      args: [
        ...[
          '--edition',
          '2021',
          '--crate-name',
          'program',
          '-L',
          '.',
          '--extern',
          'barbican',
          '-C',
          'opt-level=2',
        ],
        ...['-C', 'strip=symbols', '-A', 'warnings', '--error-format=short', 'main.rs'],
      ],
    }),
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
