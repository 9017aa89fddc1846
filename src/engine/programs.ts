import { z } from 'zod';
import type { Store } from '../contracts/store.ts';
import { InfraError } from '../domain/errors.ts';
import { LANGUAGES, type Program } from '../domain/program.ts';
import type { Hash } from '../lib/hash.ts';
import { canonicalJson } from '../lib/json.ts';

const Stored = z.object({
  language: z.enum(LANGUAGES),
  main: z.string(),
  files: z.record(z.string(), z.string()),
});

/** The text under which a program is stored; its SHA-256 is the program's id. */
export function textOf(program: Program): string {
  return canonicalJson(program);
}

/** The program with this id. @throws {InfraError} If the store has lost it. */
export function programOf(store: Pick<Store, 'getBlob'>, id: Hash): Program {
  const text = store.getBlob(id);
  if (text === undefined) throw new InfraError(`The run's store has no program ${id}`);
  return Stored.parse(JSON.parse(text));
}
