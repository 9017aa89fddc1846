import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InfraError } from '../../domain/errors.ts';
import {
  type FoundPython,
  noPythonText,
  PYTHON_ALONE,
  PYTHON_ENV,
  pythonsWith,
} from '../../lib/node/pythons.ts';
import type { LanguageHost, Mount } from './host.ts';

/** What the host itself and a program's text need beside the imported modules, in MiB. */
const OWN_MEMORY_MIB = 32;

/**
 * Runs Python on the Pythons of this machine that can import `modules`; without any, programs have the standard
 * library only.
 *
 * @throws {InfraError} If there is none.
 */
export async function pythonHosts(modules: readonly string[]): Promise<readonly LanguageHost[]> {
  const { found, refused } = await pythonsWith(modules);
  if (found.length === 0) throw new InfraError(noPythonText(modules, refused));
  return found.map((python) =>
    pythonHost(modules.length === 0 ? withoutPackages(python) : python, modules),
  );
}

function withoutPackages(python: FoundPython): FoundPython {
  return { ...python, packageFolders: [] };
}

function pythonHost(python: FoundPython, modules: readonly string[]): LanguageHost {
  return {
    interpreterPath: python.baseExecutable,
    version: python.version,
    mounts: mountsOf(python),
    env: PYTHON_ENV,
    hostFile: fileURLToPath(new URL('python-host.py', import.meta.url)),
    probeArgs: [...PYTHON_ALONE, '-c', ''],
    ownMemoryMiB: OWN_MEMORY_MIB + Math.ceil(python.dataMiB),
    args: (hostPath, _limits, seenAt) => [
      ...PYTHON_ALONE,
      hostPath,
      ...python.packageFolders.map((folder) => seenAt(folder)),
    ],
    zygote: {
      file: fileURLToPath(new URL('python-zygote.py', import.meta.url)),
      modules,
      args: ({ zygotePath, hostPath, filterPath }, seenAt) => [
        ...PYTHON_ALONE,
        zygotePath,
        hostPath,
        filterPath,
        ...python.packageFolders.map((folder) => seenAt(folder)),
        '--',
        ...modules,
      ],
    },
    // It is compiled where it runs: what a compiler does with a hostile text is behind the wall too.
    payload: ({ program: { main, files }, entry, kind, nonce }) =>
      Promise.resolve(JSON.stringify({ nonce, entry, kind, main, files })),
  };
}

/**
 * The interpreter, its libraries and its packages; not its whole prefix, which may be somebody's home.
 *
 * Python finds its standard library from the place of its executable, so the two keep their distance.
 */
function mountsOf({ baseExecutable, libFolder, packageFolders }: FoundPython): Mount[] {
  return [
    { from: baseExecutable, at: `python/bin/${basename(baseExecutable)}` },
    { from: libFolder, at: `python/${basename(libFolder)}` },
    ...packageFolders
      .filter((folder) => !folder.startsWith(`${libFolder}/`))
      .map((from, i) => ({ from, at: `packages/${i}` })),
  ];
}
