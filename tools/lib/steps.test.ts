import { describe, expect, it } from 'vitest';
import { runSteps } from './steps.ts';

describe('runSteps()', () => {
  it('goes on after a failed step and counts it', async () => {
    const lines: string[] = [];
    const result = await runSteps(
      [
        { name: 'a', run: async () => ({ code: 0, output: 'hidden' }) },
        { name: 'b', run: async () => ({ code: 2, output: 'why it failed' }) },
        { name: 'c', run: async () => ({ code: 0, output: '' }) },
      ],
      (line) => lines.push(line),
      () => 0,
    );
    expect(result).toEqual({ passed: ['a', 'c'], failed: ['b'] });
    expect(lines.join('\n')).toContain('why it failed');
    expect(lines.join('\n')).not.toContain('hidden');
  });

  it('counts a step that throws as failed', async () => {
    const crash = {
      name: 'crash',
      run: (): Promise<never> => Promise.reject(new Error('no such tool')),
    };
    const result = await runSteps(
      [crash],
      () => {},
      () => 0,
    );
    expect(result).toEqual({ passed: [], failed: ['crash'] });
  });
});
