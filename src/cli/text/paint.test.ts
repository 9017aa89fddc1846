import { describe, expect, it } from 'vitest';
import { coloursWanted, paintWith } from './paint.ts';

describe('coloursWanted()', () => {
  const tty = { isTty: true };
  it('is true on a terminal only', () => {
    expect(coloursWanted(tty, true, {})).toBe(true);
    expect(coloursWanted({ isTty: false }, true, {})).toBe(false);
  });

  it('is false when the user says so in any of the usual ways', () => {
    expect(coloursWanted(tty, false, {})).toBe(false);
    expect(coloursWanted(tty, true, { NO_COLOR: '1' })).toBe(false);
    expect(coloursWanted(tty, true, { TERM: 'dumb' })).toBe(false);
  });

  it('is true when NO_COLOR is empty', () => {
    expect(coloursWanted(tty, true, { NO_COLOR: '' })).toBe(true);
  });
});

describe('paintWith()', () => {
  it('leaves text alone without colours', () => {
    expect(paintWith(false).good('gain')).toBe('gain');
    expect(paintWith(true).good('gain')).toBe('\u001B[32mgain\u001B[39m');
  });
});
