import type { FindHosts } from './host.ts';
import { nativeHosts, PROGRAM_FOLDER, systemCompiler } from './native.ts';

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
      args: ['-std=gnu17', '-O2', '-c', 'barbican.c'],
    },
    support: ['barbican.h', 'barbican-host.h', 'c-main.c'],
    plan: ({ program: { files }, entry, kind }, support) => ({
      files: {
        ...support,
        ...Object.fromEntries(
          Object.entries(files).map(([path, text]) => [`${PROGRAM_FOLDER}/${path}`, text]),
        ),
      },
      args: [
        ...'-std=gnu17 -O2 -pipe -I. -include barbican.h'.split(' '),
        ...['-Werror=implicit-function-declaration', '-Werror=incompatible-pointer-types'],
        ...['-Werror=int-conversion', '-Werror=return-type', `-DBARBICAN_ENTRY=${entry}`],
        ...(kind === 'policy' ? ['-DBARBICAN_POLICY'] : []),
        ...['c-main.c', 'barbican.o'],
        ...Object.keys(files)
          .filter((path) => path.endsWith('.c'))
          .map((path) => `${PROGRAM_FOLDER}/${path}`),
        ...['-lm', '-lpthread'],
      ],
    }),
    missingEntry: (entry) => new RegExp(`undefined reference to \`${entry}'`, 'u'),
  });
