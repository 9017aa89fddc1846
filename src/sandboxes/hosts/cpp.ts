import type { FindHosts } from './host.ts';
import { nativeHosts, PROGRAM_FOLDER, systemCompiler } from './native.ts';

/** Runs C++: `Value entry(const Value &input)`, or an entry that gives a function of an observation, with `barbican.hpp`. */
export const cppHosts: FindHosts = () =>
  nativeHosts({
    name: 'C++',
    compilers: ['g++', 'clang++', 'c++'],
    remedy: 'install one: apt-get install g++ (or your system’s package of that name)',
    describe: systemCompiler,
    part: {
      name: 'barbican.o',
      files: ['barbican.c', 'barbican.h', 'barbican-host.h'],
      args: ['-std=gnu++20', '-O2', '-c', 'barbican.c'],
    },
    support: ['barbican.hpp', 'barbican.h', 'barbican-host.h', 'cpp-main.cpp'],
    plan: ({ program: { files, main }, entry, kind }, support) => ({
      files: {
        ...support,
        ...Object.fromEntries(
          Object.entries(files).map(([path, text]) => [`${PROGRAM_FOLDER}/${path}`, text]),
        ),
      },
      args: [
        ...['-std=gnu++20', '-O2', '-pipe', '-I.', '-Werror=return-type'],
        `-DBARBICAN_ENTRY=${entry}`,
        `-DBARBICAN_MAIN="${PROGRAM_FOLDER}/${main}"`,
        ...(kind === 'policy' ? ['-DBARBICAN_POLICY'] : []),
        ...['cpp-main.cpp', 'barbican.o'],
        ...Object.keys(files)
          .filter((path) => /\.(cpp|cc|cxx)$/u.test(path) && path !== main)
          .map((path) => `${PROGRAM_FOLDER}/${path}`),
        '-lpthread',
      ],
    }),
    missingEntry: (entry) =>
      new RegExp(`error: '(::)?${entry}' (has not been|was not) declared`, 'u'),
  });
