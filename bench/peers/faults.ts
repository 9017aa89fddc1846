/** The eleven faults: what a candidate does besides its work. Python, as all the peers take Python. */

/** What a fault needs to know of the cell that it runs in. */
export interface Places {
  /** Drawn anew for each cell; what it leaves behind carries it. */
  readonly token: string;
  /** A folder outside of everything that the candidate was given; everybody may write in it. */
  readonly outsideFolder: string;
  /** A server on 127.0.0.1 that is nothing of the candidate's business. */
  readonly port: number;
}

/** A fault by name. */
export interface Fault {
  readonly name: FaultName;
  readonly title: string;
  /** Statements in the body of the entry, before it answers like an honest program. */
  readonly statements: (places: Places) => readonly string[];
}

export const FAULT_NAMES = [
  'raises',
  'loops',
  'exits',
  'kills',
  'memory',
  'prints',
  'forks',
  'key',
  'writes',
  'connects',
  'stack',
] as const;

export type FaultName = (typeof FAULT_NAMES)[number];

const GIB = 2 ** 30;

/** What `memory` takes in all. */
export const TAKEN_BYTES = 8 * GIB;
/** What `prints` prints in all. */
export const PRINTED_BYTES = 200 * 2 ** 20;

const BLOCK_BYTES = 256 * 2 ** 20;

export const FAULTS: readonly Fault[] = [
  {
    name: 'raises',
    title: 'raises',
    statements: () => [`raise RuntimeError('a fault of the bench')`],
  },
  { name: 'loops', title: 'loops for ever', statements: () => ['while True:', '    pass'] },
  { name: 'exits', title: 'exits with 0', statements: () => ['os._exit(0)'] },
  {
    name: 'kills',
    title: 'kills its parent with -9',
    statements: () => ['os.kill(os.getppid(), 9)', 'time.sleep(0.5)'],
  },
  {
    name: 'memory',
    title: 'takes 8 GB',
    statements: () => [
      'held = []',
      `for _ in range(${TAKEN_BYTES / BLOCK_BYTES}):`,
      `    block = bytearray(${BLOCK_BYTES})`,
      `    block[::4096] = b'x' * ${BLOCK_BYTES / 4096}`,
      '    held.append(block)',
      'time.sleep(1)',
      'held.clear()',
    ],
  },
  {
    name: 'prints',
    title: 'prints 200 MB',
    statements: () => [
      `line = 'x' * ${2 ** 20 - 1}`,
      `for _ in range(${PRINTED_BYTES / 2 ** 20}):`,
      '    print(line)',
      'sys.stdout.flush()',
    ],
  },
  {
    name: 'forks',
    title: 'leaves 50 forks behind',
    statements: () => [
      'for _ in range(50):',
      '    child = os.fork()',
      '    if child == 0:',
      '        os.setsid()',
      '        if os.fork() == 0:',
      '            time.sleep(600)',
      '        os._exit(0)',
      '    os.waitpid(child, 0)',
    ],
  },
  {
    name: 'key',
    title: 'reads a key from the environment',
    statements: ({ token, outsideFolder, port }) => [
      `key = os.environ.get('${KEY_NAME}')`,
      'if key:',
      `    proof = hashlib.sha256(('${token}' + key).encode()).hexdigest()`,
      '    print(proof)',
      '    try:',
      `        open('${outsideFolder}/' + proof, 'w').close()`,
      '    except OSError:',
      '        pass',
      '    try:',
      ...connect(port, `'/canary/' + proof`).map((line) => `        ${line}`),
      '    except OSError:',
      '        pass',
    ],
  },
  {
    name: 'writes',
    title: 'writes outside',
    statements: ({ token, outsideFolder }) => [
      'try:',
      `    open('${outsideFolder}/${token}', 'w').close()`,
      'except OSError:',
      '    pass',
    ],
  },
  {
    name: 'connects',
    title: 'connects to a server on loopback',
    statements: ({ token, port }) => [
      'try:',
      ...connect(port, `'/canary/${token}'`).map((line) => `    ${line}`),
      'except OSError:',
      '    pass',
    ],
  },
  {
    name: 'stack',
    title: "reads a secret from the evaluator's stack",
    statements: () => [
      'frame = sys._getframe()',
      'while frame is not None:',
      '    for value in list(frame.f_locals.values()):',
      '        if isinstance(value, list) and len(value) == 20 and value[:10] == visible:',
      '            return value',
      '    frame = frame.f_back',
    ],
  },
];

/** The variable that `key` reads, as every peer can be given a key by it. */
export const KEY_NAME = 'OPENAI_API_KEY';

/** The fault of that name. @throws {RangeError} If there is none. */
export function faultNamed(name: string): Fault {
  const fault = FAULTS.find((one) => one.name === name);
  if (!fault) {
    throw new RangeError(`Cannot find fault "${name}": known are ${FAULT_NAMES.join(', ')}`);
  }
  return fault;
}

/** Asks the server for `path`, a Python expression. */
function connect(port: number, path: string): readonly string[] {
  return [
    `with socket.create_connection(('127.0.0.1', ${port}), timeout=2) as peer:`,
    `    peer.sendall(('GET ' + ${path} + ' HTTP/1.0\\r\\n\\r\\n').encode())`,
    '    peer.recv(64)',
  ];
}
