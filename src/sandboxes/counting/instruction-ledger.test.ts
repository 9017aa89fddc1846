import { describe, expect, it } from 'vitest';
import { instructionLedger, type InstructionTotal } from './instruction-ledger.ts';

function totalOf(...chunks: string[]): InstructionTotal {
  const ledger = instructionLedger();
  for (const chunk of chunks) ledger.hear(chunk);
  return ledger.total();
}

const begun = 'begins 7 0 anew\n';

describe('instructionLedger()', () => {
  it('instructionLedger() adds up what processes counted when each has ended', () => {
    const child = 'begins 8 0 as a copy\nbecomes 8 20 another\nbegins 8 0 anew\nends 8 300 \n';
    const total = totalOf(begun, child.slice(0, 30), child.slice(30), 'ends 7 4000 \n');
    expect(total).toEqual({ kind: 'counted', instructions: 4320 });
  });

  it('instructionLedger() goes on with a process that could not become another', () => {
    expect(totalOf(begun, 'becomes 7 5 another\nbegins 7 0 again\nends 7 6 \n')).toEqual({
      kind: 'counted',
      instructions: 11,
    });
  });

  it('instructionLedger() gives no count when one is missing', () => {
    const why = (...chunks: string[]): unknown => {
      const total = totalOf(...chunks);
      return total.kind === 'uncounted' ? total.why : total;
    };
    expect(why()).toBe('did not begin to be counted');
    expect(why(begun)).toContain('before that had said its count');
    expect(why(begun, 'begins 8 0 as a copy\nends 7 3 \n')).toContain(
      'killed a process of its own',
    );
    expect(why(begun, begun, 'ends 7 3 \n')).toContain('killed a process of its own');
    expect(why(begun, 'becomes 7 3 another\n')).toBe('started a program that cannot be counted');
    expect(why(begun, 'refused 7 3 it opened the memory of a process\n')).toBe(
      'opened the memory of a process',
    );
    expect(why(begun, 'ends 5 5\n', 'ends 7 3 \n')).toBe('said something else than counts');
    expect(why(begun, 'ends 7 3')).toContain('before that had said its count');
  });
});
