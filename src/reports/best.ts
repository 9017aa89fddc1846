import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import type { Program } from '../domain/program.ts';

/** Where the best program and its patch were written. */
export interface BestFiles {
  readonly folder: string;
  readonly programPath: string;
  readonly patchPath: string;
}

/**
 * Writes a program and its patch against the seed program into `<runFolder>/best/`, in place of what was there.
 *
 * The patch applies with `patch -p1` in the folder of the seed program.
 */
export function writeBest(runFolder: string, program: Program, seedProgram: Program): BestFiles {
  const folder = join(runFolder, 'best');
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of Object.entries(program.files)) {
    const target = join(folder, path);
    if (relative(folder, target).startsWith('..')) {
      throw new RangeError(`A program's file lies outside its folder: ${path}`);
    }
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  const patchPath = join(folder, 'best.patch');
  writeFileSync(patchPath, patchOf(seedProgram, program));
  return { folder, programPath: join(folder, program.main), patchPath };
}

/** A unified diff from one program to another over all their files, in the order of their paths. */
function patchOf(from: Program, to: Program): string {
  const paths = [...new Set([...Object.keys(from.files), ...Object.keys(to.files)])].toSorted();
  return paths
    .filter((path) => from.files[path] !== to.files[path])
    .map((path) =>
      createTwoFilesPatch(`a/${path}`, `b/${path}`, from.files[path] ?? '', to.files[path] ?? ''),
    )
    .join('');
}
