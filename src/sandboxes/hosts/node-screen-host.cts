/**
 * The process that runs one JavaScript program after another, each in a context of its own, to look at many in little
 * time: what is worth keeping is run again in a process of its own. CommonJS, as `node-host.cts`.
 *
 * Standard input: programs, as frames of the JSON that `node-host.cts` reads, until the end of file. Descriptors 3 and 4:
 * the same frames as there; `{ nonce, end: true }` on 3 ends a program, and a line on standard output says that the next
 * one may come. A program sees the language alone, nothing of Node. It cannot be ended but with the process: whoever
 * does not answer is killed, and a program that does not load ends the process with the exit codes of `node-host.cts`.
 */
const { readSync, writeSync } = process.getBuiltinModule('node:fs');
const { compileFunction, createContext, Script } = process.getBuiltinModule('node:vm');
const { posix } = process.getBuiltinModule('node:path');

const [PROGRAMS, IDLE, STDERR, REQUESTS, REPLIES] = [0, 1, 2, 3, 4];
const MESSAGE_CHARACTERS = 2_000;
const { parse, stringify } = JSON;
const { exit } = process;

interface Payload {
  readonly nonce: string;
  readonly entry: string;
  readonly main: string;
  readonly files: Readonly<Record<string, string>>;
}

/** What belongs to one program: values of its own context. */
interface Realm {
  readonly context: object;
  readonly parse: (text: string) => Request;
  readonly stringify: (value: unknown) => string;
  readonly globals: readonly unknown[];
}

/** Named as parameters around the program, since a look at the global object of a context is slow. */
const GLOBALS: readonly string[] = Object.getOwnPropertyNames(
  new Script('globalThis').runInContext(createContext({})),
).filter((name) => !['globalThis', 'undefined', 'NaN', 'Infinity', 'eval'].includes(name));

/** Takes what is needed of the library before the program comes, and makes typed arrays plain lists to the judge. */
const prepare = new Script(`{
  const proto = Object.getPrototypeOf(Uint8Array.prototype);
  const value = { toJSON() { return Array.from(this); } }.toJSON;
  Object.defineProperty(proto, 'toJSON', { value, configurable: true, writable: true });
  const { parse, stringify } = JSON;
  ({ parse, stringify, globals: [${GLOBALS.join(',')}] });
}`);

function realm(): Realm {
  const context = createContext({});
  return { context, ...prepare.runInContext(context) };
}

type Exports = Record<string, unknown>;
type Body = (exports: Exports, require: (name: string) => unknown, module: object) => void;

function loaded({ files, main }: Payload, { context, globals }: Realm): Exports {
  const exportsByPath = new Map<string, { exports: Exports }>();
  const load = (path: string): Exports => {
    const known = exportsByPath.get(path);
    if (known) return known.exports;
    const module = { exports: {} };
    exportsByPath.set(path, module);
    // On one line with the program's first, so that lines keep their numbers.
    const text = `return function (exports, require, module) {${files[path] ?? ''}\n}`;
    const around = compileFunction(text, [...GLOBALS], {
      filename: `/program/${path}`,
      parsingContext: context,
    });
    const body: Body = around(...globals);
    body.call(undefined, module.exports, (name) => load(found(path, name)), module);
    return module.exports;
  };
  const found = (from: string, name: string): string => {
    const wanted = posix.join(posix.dirname(from), name);
    const bare = wanted.replace(/\.[cm]?[jt]s$/, '');
    const path = Object.keys(files).find(
      (candidate) => candidate === wanted || candidate.replace(/\.[cm]?[jt]s$/, '') === bare,
    );
    if (path === undefined || !name.startsWith('.')) throw new Error(`Cannot find "${name}"`);
    return path;
  };
  return load(main);
}

function start(job: Payload, own: Realm): (input: unknown) => unknown {
  let run: unknown;
  try {
    run = loaded(job, own)[job.entry];
  } catch (error) {
    writeSync(STDERR, `${messageOf(error)}\n`);
    return exit(String(error).startsWith('SyntaxError') ? 70 : 72);
  }
  if (typeof run === 'function') return (input) => run.call(undefined, input);
  writeSync(STDERR, `${job.main} exports no function "${job.entry}"\n`);
  return exit(71);
}

function messageOf(error: unknown): string {
  return String(error).slice(0, MESSAGE_CHARACTERS);
}

/** Cuts what a descriptor gives into frames; blocks, and ends the process at the end of file. */
class Frames {
  readonly #fd: number;
  #held = Buffer.allocUnsafeSlow(64 * 1024);
  #from = 0;
  #to = 0;

  constructor(fd: number) {
    this.#fd = fd;
  }

  next(): string {
    this.#fill(4);
    const size = this.#held.readUInt32LE(this.#from);
    this.#fill(4 + size);
    const start = this.#from + 4;
    this.#from = start + size;
    return this.#held.toString('utf8', start, this.#from);
  }

  #fill(size: number): void {
    if (this.#from === this.#to) this.#from = this.#to = 0;
    if (this.#from + size > this.#held.length) {
      const target = size > this.#held.length ? Buffer.allocUnsafeSlow(size) : this.#held;
      this.#held.copy(target, 0, this.#from, this.#to);
      [this.#held, this.#from, this.#to] = [target, 0, this.#to - this.#from];
    }
    while (this.#to - this.#from < size) {
      const got = readSync(this.#fd, this.#held, this.#to, this.#held.length - this.#to, null);
      if (got === 0) exit(0);
      this.#to += got;
    }
  }
}

function send(text: string): void {
  const size = Buffer.byteLength(text);
  const frame = Buffer.allocUnsafe(4 + size);
  frame.writeUInt32LE(size, 0);
  frame.write(text, 4);
  for (let at = 0; at < frame.length; ) at += writeSync(REPLIES, frame, at);
}

interface Request {
  readonly id: string;
  readonly inputs: readonly unknown[];
  readonly end?: true;
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value;
}

async function answer(
  own: Realm,
  nonce: string,
  run: (input: unknown) => unknown,
  { id, inputs }: Request,
): Promise<string> {
  try {
    const outputs: string[] = [];
    for (const input of inputs) {
      const output = run(input);
      const settled = isPromise(output) ? await output : output;
      outputs.push(own.stringify(settled ?? null));
    }
    return `{"nonce":${stringify(nonce)},"id":${stringify(id)},"outputs":[${outputs.join(',')}]}`;
  } catch (error) {
    return stringify({ nonce, id, error: { message: messageOf(error) } });
  }
}

async function serve(): Promise<never> {
  const [programs, requests] = [new Frames(PROGRAMS), new Frames(REQUESTS)];
  for (;;) {
    // While nobody waits for it.
    const own = realm();
    const job: Payload = parse(programs.next());
    send(stringify({ nonce: job.nonce, begun: true }));
    const run = start(job, own);
    send(stringify({ nonce: job.nonce, ready: true }));
    for (;;) {
      const request = own.parse(requests.next());
      if (request.end) break;
      send(await answer(own, job.nonce, run, request));
    }
    writeSync(IDLE, '\n');
  }
}

void serve();
