import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { ConfigError, ContractError, InfraError } from '../domain/errors.ts';
import { exitCodeOf } from './exit.ts';

function told(error: unknown): { code: number; text: string } {
  let text = '';
  const err = { write: (part: string) => (text += part), isTty: false, columns: () => 80 };
  const code = exitCodeOf(error, err);
  return { code, text };
}

describe('exitCodeOf()', () => {
  it('shows only the message of a wrong input', () => {
    expect(told(new ConfigError('no such regime'))).toEqual({ code: 2, text: 'no such regime\n' });
  });

  it('shows the causes when the world failed', () => {
    const cause = new Error('ENOSPC');
    const { code, text } = told(new InfraError('Cannot write the log', { cause }));
    expect(code).toBe(3);
    expect(text).toBe('Cannot write the log\n  because: ENOSPC\n');
    expect(told(new ContractError('a plug-in lied')).code).toBe(3);
  });

  it('shows the stack of a bug', () => {
    const { code, text } = told(new TypeError('x is not a function'));
    expect(code).toBe(1);
    expect(text).toContain('exit.test.ts');
  });

  it('is 0 after help and 2 after a wrong flag', () => {
    expect(told(new CommanderError(0, 'commander.helpDisplayed', '')).code).toBe(0);
    expect(told(new CommanderError(1, 'commander.unknownOption', '')).code).toBe(2);
  });
});
