import type { Scripted, SeenRequest } from '../../src/testing/model-server.ts';

/** The key that must be found nowhere. */
export const KEY = 'sk-scripted-4f9c1d7e2b8a6053';

/** What each kind of reply costs where the price is 1 $ in, 0.1 $ cached, 10 $ out for a million tokens. */
export const PRICE = 'price=1/0.1/10';

/** A reply of each kind that a provider may give, by number. */
export function scriptedReply(_request: SeenRequest, n: number): Scripted {
  const usage = { input: 1000 + n, cached: 400, output: 50 + (n % 7), reasoning: 20 };
  const text = (reply: string, finish: 'stop' | 'length' = 'stop'): Scripted => ({
    kind: 'text',
    text: reply,
    finish,
    usage,
    delayMs: n % 13,
  });
  switch (n % 20) {
    case 3:
      return text('I would rather talk about it.');
    case 5:
      return text('IDEA: cut\n<<<<<<< SEARCH\n  let best = 0;\n=======\n  let be', 'length');
    case 7:
      return text(block('this line is nowhere in the program', 'return 1;'));
    case 9:
      return text(block('  let best = 0;', '  let best = 0;\n  // only a comment'));
    case 1:
      return text(
        `IDEA: my key is ${KEY}\n${block('  let best = 0;', `  const key = '${KEY}';\n${startAt(n)}`)}`,
      );
    case 11:
      return text(block('  let best = 0;', '  let best = ((;'));
    case 13:
      return {
        kind: 'status',
        status: 429,
        message: 'slow down',
        headers: { 'retry-after-ms': '20' },
      };
    case 15:
      return { kind: 'status', status: 503, message: `overloaded; your key is ${KEY}` };
    case 17:
      return { kind: 'text', text: 'IDEA: this will not end', drop: true };
    case 19:
      return { kind: 'garbage' };
    default:
      return text(`IDEA: begin at ${n}\n${startBlock(n)}`);
  }
}

/** A change that makes another program for each number. */
export function startBlock(n: number): string {
  return block('  let best = 0;', startAt(n));
}

function startAt(n: number): string {
  return `  let best = 0;\n  for (let k = 0; k < ${n % 29}; k += ${1 + (n % 3)}) if (numbers[k] > numbers[best] + ${n}) best = k;`;
}

function block(search: string, replace: string): string {
  return `<<<<<<< SEARCH\n${search}\n=======\n${replace}\n>>>>>>> REPLACE\n`;
}
