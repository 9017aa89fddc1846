import type { FindHosts } from './host.ts';
import { inProgramFolder, nativeHosts, PROGRAM_FOLDER, systemCompiler } from './native.ts';

const STANDARD = ['-std=gnu++20', '-O2'];

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
      args: [...STANDARD, '-c', 'barbican.c'],
    },
    support: ['barbican.hpp', 'barbican.h', 'barbican-host.h', 'cpp-main.cpp'],
    plan: ({ program: { files, main }, entry, kind }, support) => {
      const texts = inProgramFolder(files);
      const mainPath = `${PROGRAM_FOLDER}/${main}`;
      const others = Object.keys(texts).filter(
        (path) => /\.(cpp|cc|cxx)$/u.test(path) && path !== mainPath,
      );
      const defined = [
        `-DBARBICAN_ENTRY=${entry}`,
        `-DBARBICAN_${kind.toUpperCase()}`,
        `-DBARBICAN_MAIN="${mainPath}"`,
      ];
      const flags = [...STANDARD, '-Werror=return-type', '-pipe', '-I.', ...defined];
      return {
        files: { ...support, ...texts },
        args: [...flags, 'cpp-main.cpp', 'barbican.o', ...others, '-lpthread'],
      };
    },
    missingEntry: (entry) =>
      new RegExp(`error: '(::)?${entry}' (has not been|was not) declared`, 'u'),
  });
