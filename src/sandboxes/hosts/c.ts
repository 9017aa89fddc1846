import type { FindHosts } from './host.ts';
import { inProgramFolder, nativeHosts, systemCompiler } from './native.ts';

const STANDARD = ['-std=gnu17', '-O2'];
/** What would only show as nonsense when the program runs. */
const STRICT = [
  'implicit-function-declaration',
  'incompatible-pointer-types',
  'int-conversion',
  'return-type',
].map((warning) => `-Werror=${warning}`);

/** Runs C: `Json *entry(const Json *input)`, or `Policy entry(const Json *config)`, with `barbican.h`. */
export const cHosts: FindHosts = () =>
  nativeHosts({
    name: 'C',
    compilers: ['gcc', 'clang', 'cc'],
    remedy: 'install one: apt-get install gcc libc6-dev (or your system’s packages)',
    describe: systemCompiler,
    part: {
      name: 'barbican.o',
      files: ['barbican.c', 'barbican.h', 'barbican-host.h'],
      args: [...STANDARD, '-c', 'barbican.c'],
    },
    support: ['barbican.h', 'barbican-host.h', 'c-main.c'],
    plan: ({ program: { files }, entry, kind }, support) => {
      const texts = inProgramFolder(files);
      const sources = Object.keys(texts).filter((path) => path.endsWith('.c'));
      const defined = [`-DBARBICAN_ENTRY=${entry}`, `-DBARBICAN_${kind.toUpperCase()}`];
      const flags = [...STANDARD, ...STRICT, '-pipe', '-I.', '-include', 'barbican.h', ...defined];
      return {
        files: { ...support, ...texts },
        args: [...flags, 'c-main.c', 'barbican.o', ...sources, '-lm', '-lpthread'],
      };
    },
    missingEntry: (entry) => new RegExp(`undefined reference to \`${entry}'`, 'u'),
  });
