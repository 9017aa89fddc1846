/**
 * The process that runs one JavaScript program and answers the judge. CommonJS, since that starts faster.
 *
 * Standard input: JSON with `nonce`, `entry`, `kind`, `main` and `files` (CommonJS by path), to its end. Descriptors 3 and 4:
 * frames as `src/evaluators/judge/program-channel.ts` says. What it needs is taken before the program is loaded, so
 * that a program which changes built-ins harms nobody but itself.
 */
const { readFileSync, readSync, writeSync } = process.getBuiltinModule('node:fs');
const { compileFunction } = process.getBuiltinModule('node:vm');
const { posix } = process.getBuiltinModule('node:path');

const REQUESTS = 3;
const REPLIES = 4;
const MESSAGE_CHARACTERS = 2_000;
const { parse, stringify } = JSON;
const STDERR = 2;
const { exit } = process;
const requireBuiltin: NodeJS.Require = require;

interface Payload {
  readonly nonce: string;
  readonly entry: string;
  readonly kind: 'function' | 'policy';
  readonly main: string;
  readonly files: Readonly<Record<string, string>>;
}

const { nonce, entry, kind, main, files }: Payload = parse(readFileSync(0, 'utf8'));
// Until here it is the machine's fault when this process dies; from here on it may be the program's.
send(stringify({ nonce, begun: true }));
plainTypedArrays();

/** Typed arrays are plain lists of numbers to the judge. */
function plainTypedArrays(): void {
  const proto: object = Object.getPrototypeOf(Uint8Array.prototype);
  Object.defineProperty(proto, 'toJSON', {
    value(this: Iterable<number>): number[] {
      return Array.from(this);
    },
    configurable: true,
    writable: true,
  });
}

const exportsByPath = new Map<string, { exports: Record<string, unknown> }>();

function load(path: string): Record<string, unknown> {
  const known = exportsByPath.get(path);
  if (known) return known.exports;
  const loaded = { exports: {} };
  exportsByPath.set(path, loaded);
  const names = ['exports', 'require', 'module'];
  const body = compileFunction(files[path] ?? '', names, { filename: `/program/${path}` });
  body.call(undefined, loaded.exports, (name: string) => requireFrom(path, name), loaded);
  return loaded.exports;
}

function requireFrom(from: string, name: string): unknown {
  if (!name.startsWith('.')) return requireBuiltin(name);
  const wanted = posix.join(posix.dirname(from), name);
  const bare = wanted.replace(/\.[cm]?[jt]s$/, '');
  const path = Object.keys(files).find(
    (candidate) => candidate === wanted || candidate.replace(/\.[cm]?[jt]s$/, '') === bare,
  );
  if (path === undefined) throw new Error(`Cannot find "${name}", which ${from} imports`);
  return load(path);
}

function start(): (input: unknown) => unknown {
  const run = loaded()[entry];
  if (typeof run === 'function') {
    const call = (input: unknown): unknown => run.call(undefined, input);
    return kind === 'policy' ? policy(call) : call;
  }
  writeSync(STDERR, `${main} exports no function "${entry}"\n`);
  return exit(71);
}

/** The first input starts an instance, which each further one is for. */
function policy(begin: (config: unknown) => unknown): (input: unknown) => unknown {
  let step: unknown;
  const keep = (made: unknown): null => {
    if (typeof made !== 'function')
      throw new TypeError(`${entry}(config) gave ${typeof made}, not a function of an observation`);
    step = made;
    return null;
  };
  return (input) => {
    if (typeof step === 'function') return step.call(undefined, input);
    const made = begin(input);
    return isPromise(made) ? made.then(keep) : keep(made);
  };
}

function loaded(): Record<string, unknown> {
  try {
    return load(main);
  } catch (error) {
    say(error);
    return exit(error instanceof SyntaxError ? 70 : 72);
  }
}

/** The first line of what was thrown, and where. */
function say(error: unknown): void {
  writeSync(STDERR, `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}

function messageOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.slice(0, MESSAGE_CHARACTERS);
}

/** What was read and not yet taken; grows to the longest request. */
let held = Buffer.allocUnsafeSlow(64 * 1024);
let [from, to] = [0, 0];

/** Blocks until the next request is there; ends the process when the judge has closed its end. */
function request(): string {
  fill(4);
  const size = held.readUInt32LE(from);
  fill(4 + size);
  const start = from + 4;
  from = start + size;
  return held.toString('utf8', start, from);
}

/** Blocks until `size` bytes are held, most often with one system call for a whole request. */
function fill(size: number): void {
  if (from === to) from = to = 0;
  if (from + size > held.length) {
    const target = size > held.length ? Buffer.allocUnsafeSlow(size) : held;
    held.copy(target, 0, from, to);
    [held, from, to] = [target, 0, to - from];
  }
  while (to - from < size) {
    const got = readSync(REQUESTS, held, to, held.length - to, null);
    if (got === 0) exit(0);
    to += got;
  }
}

function send(text: string): void {
  const size = Buffer.byteLength(text);
  const frame = Buffer.allocUnsafe(4 + size);
  frame.writeUInt32LE(size, 0);
  frame.write(text, 4);
  for (let at = 0; at < frame.length; ) at += writeSync(REPLIES, frame, at);
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value;
}

async function answer(run: (input: unknown) => unknown, id: string, inputs: readonly unknown[]): Promise<string> {
  try {
    const outputs: unknown[] = [];
    for (const input of inputs) {
      const output = run(input);
      // Only a promise costs a turn of the event loop.
      const settled = isPromise(output) ? await output : output;
      // A program that gives nothing has given null, which the schema judges.
      outputs.push(settled ?? null);
    }
    return stringify({ nonce, id, outputs });
  } catch (error) {
    return stringify({ nonce, id, error: { message: messageOf(error) } });
  }
}

async function serve(): Promise<never> {
  const run = start();
  send(stringify({ nonce, ready: true }));
  for (;;) {
    const { id, inputs } = parse(request());
    send(await answer(run, id, inputs));
  }
}

void serve();
