/** The record of all calls of models of a run: one JSON object a line in a file beside its log. */
import { closeSync, fstatSync, ftruncateSync, openSync, readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ModelReply, ModelRequest } from '../contracts/language-model.ts';
import { ConfigError, InfraError } from '../domain/errors.ts';
import { type Hash, hashOf } from '../lib/hash.ts';
import { canonicalJson } from '../lib/json.ts';

/** File name of the record inside the run folder. */
export const CASSETTE_FILE = 'calls.jsonl';

const count = z.number().int().nonnegative();
const Reply: z.ZodType<ModelReply> = z.object({
  text: z.string(),
  finish: z.enum(['stop', 'length', 'refused', 'other']),
  usage: z.object({
    inputTokens: count,
    cachedTokens: count,
    cacheWriteTokens: count,
    outputTokens: count,
    reasoningTokens: count,
  }),
  usd: z.number().nonnegative(),
  latencyMs: z.number().nonnegative(),
});
const Call = z.object({
  v: z.literal(1),
  /** What the call is found by: the hash of model and request. */
  key: z.string(),
  label: z.string(),
  model: z.string(),
  reply: Reply.optional(),
  error: z.string().optional(),
});

/** A call and what came of it: a reply, or else why there is none. Holds no key of a provider. */
interface RecordedCall {
  readonly key: Hash;
  readonly label: string;
  readonly model: string;
  readonly reply?: ModelReply | undefined;
  readonly error?: string | undefined;
}

/** The calls of a run. */
export interface Cassette extends AsyncDisposable {
  readonly path: string;
  /** The last call with this key; undefined if there is none. */
  find(key: Hash): RecordedCall | undefined;
  /** Whether a call of this name was recorded, whatever it asked. */
  hasLabel(label: string): boolean;
  readonly size: number;
  /** Adds a call; resolves when it is on disk. @throws {InfraError} If it cannot be written. */
  add(call: RecordedCall): Promise<void>;
}

/** The address of a call. */
export function callKey(model: string, request: ModelRequest): Hash {
  return hashOf(canonicalJson({ model, request }));
}

/**
 * The record in a run folder, for reading and adding; it is made if there is none. A last line that was cut off is
 * taken away.
 *
 * @throws {InfraError} If it cannot be opened.
 * @throws {ConfigError} If a line is damaged.
 */
export async function openCassette(folder: string): Promise<Cassette> {
  const path = join(folder, CASSETTE_FILE);
  try {
    const fd = openSync(path, 'a+', 0o600);
    const index = indexOf(fd, path);
    if (index.end < fstatSync(fd).size) ftruncateSync(fd, index.end);
    return cassetteOn({ path, fd, index, handle: await open(path, 'a') });
  } catch (cause) {
    throw writeError(path, cause);
  }
}

/**
 * The record in the folder of a run that is replayed: nothing is added.
 *
 * @throws {ConfigError} If there is none.
 */
export function readCassette(folder: string): Cassette {
  const path = join(folder, CASSETTE_FILE);
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch (cause) {
    throw new ConfigError(`Cannot replay ${folder} as its record of calls ${path} cannot be read`, {
      cause,
    });
  }
  return cassetteOn({ path, fd, index: indexOf(fd, path), handle: undefined });
}

interface Line {
  readonly at: number;
  readonly length: number;
}

interface Index {
  readonly lineByKey: Map<Hash, Line>;
  readonly labels: Set<string>;
  /** Offset behind the last whole line. */
  end: number;
}

interface Opened {
  readonly path: string;
  readonly fd: number;
  readonly index: Index;
  readonly handle: FileHandle | undefined;
}

function cassetteOn({ path, fd, index, handle }: Opened): Cassette {
  let last: Promise<unknown> = Promise.resolve();
  const write = async (call: RecordedCall): Promise<void> => {
    if (!handle) throw new RangeError('A record that is replayed takes no calls');
    const bytes = Buffer.from(`${JSON.stringify({ v: 1, ...call })}\n`);
    try {
      await handle.appendFile(bytes);
      await handle.datasync();
    } catch (cause) {
      throw writeError(path, cause);
    }
    enter(index, call, { at: index.end, length: bytes.length });
    index.end += bytes.length;
  };
  return {
    path,
    find: (key) => {
      const line = index.lineByKey.get(key);
      return line === undefined ? undefined : callIn(textAt(fd, line), path);
    },
    hasLabel: (label) => index.labels.has(label),
    get size() {
      return index.labels.size;
    },
    add: (call) => {
      const written = last.then(() => write(call));
      last = written.catch(() => undefined);
      return written;
    },
    [Symbol.asyncDispose]: async () => {
      await last;
      await handle?.close();
      closeSync(fd);
    },
  };
}

function enter({ lineByKey, labels }: Index, { key, label }: RecordedCall, line: Line): void {
  lineByKey.set(key, line);
  labels.add(label);
}

const CHUNK_BYTES = 1 << 20;

/** Reads a file once, line by line. */
function indexOf(fd: number, path: string): Index {
  const index: Index = { lineByKey: new Map(), labels: new Set(), end: 0 };
  const chunk = Buffer.alloc(CHUNK_BYTES);
  let rest: Buffer = Buffer.alloc(0);
  for (let at = 0; ; ) {
    const read = readSync(fd, chunk, 0, chunk.length, at);
    if (read === 0) return index;
    at += read;
    const bytes = Buffer.concat([rest, chunk.subarray(0, read)]);
    let from = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
      const line = { at: index.end, length: end + 1 - from };
      enter(index, callIn(bytes.subarray(from, end).toString(), path), line);
      index.end += line.length;
      from = end + 1;
    }
    rest = bytes.subarray(from);
  }
}

function textAt(fd: number, { at, length }: Line): string {
  const bytes = Buffer.alloc(length);
  readSync(fd, bytes, 0, length, at);
  return bytes.toString();
}

function callIn(line: string, path: string): RecordedCall {
  try {
    const { v: _, ...call } = Call.parse(JSON.parse(line));
    return call;
  } catch (cause) {
    throw new ConfigError(`Cannot read ${path} as a line of it is damaged: ${line.slice(0, 80)}`, {
      cause,
    });
  }
}

function writeError(path: string, cause: unknown): Error {
  if (cause instanceof ConfigError) return cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  return new InfraError(`Cannot write the record of calls ${path}: ${code}`, { cause });
}
