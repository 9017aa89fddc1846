/** What the processes of a counted command said, line by line: `word pid count detail`. */
export interface InstructionLedger {
  /** More of what was said, in pieces that need not end with a line. */
  hear(chunk: string): void;
  /** What it adds up to, or why it cannot be told. */
  total(): InstructionTotal;
}

/** What was counted of all processes together. */
export type InstructionTotal =
  | { readonly kind: 'counted'; readonly instructions: number }
  /** Ends "it …". */
  | { readonly kind: 'uncounted'; readonly why: string };

/** Where a process is in its life. */
type State = 'runs' | 'becomes another';

const LINE = /^(begins|becomes|ends|refused) (\d+) (\d+) (.*)$/u;
const UNSAID = 'killed a process of its own, or left one, before that had said its count';

/** Adds up what processes say. Each must say that it ends: what one did that was killed, nobody knows. */
export function instructionLedger(): InstructionLedger {
  const stateByPid = new Map<string, State>();
  let instructions = 0;
  let begun = false;
  let rest = '';
  let why: string | undefined;
  /** What each word means, of which process, and with what detail. */
  const meanings: Readonly<Record<string, (pid: string, detail: string) => void>> = {
    begins(pid) {
      begun = true;
      if (stateByPid.get(pid) === 'runs') why ??= UNSAID;
      stateByPid.set(pid, 'runs');
    },
    becomes: (pid) => void stateByPid.set(pid, 'becomes another'),
    ends: (pid) => void stateByPid.delete(pid),
    refused: (_pid, detail) => void (why ??= withoutSubject(detail)),
  };
  const hearLine = (line: string): void => {
    const [, word = '', pid = '', count = '', detail = ''] = LINE.exec(line) ?? [];
    instructions += Number(count);
    const heard = meanings[word];
    if (heard) heard(pid, detail);
    else why ??= 'said something else than counts';
  };
  return {
    hear(chunk) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) hearLine(line);
    },
    total() {
      const left = [...stateByPid.values()];
      if (why !== undefined) return { kind: 'uncounted', why };
      if (!begun) return { kind: 'uncounted', why: 'did not begin to be counted' };
      if (left.includes('becomes another'))
        return { kind: 'uncounted', why: 'started a program that cannot be counted' };
      if (left.length > 0 || rest !== '')
        return {
          kind: 'uncounted',
          why: UNSAID,
        };
      return { kind: 'counted', instructions };
    },
  };
}

function withoutSubject(detail: string): string {
  return detail.replace(/^it /u, '');
}
