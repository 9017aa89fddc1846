import { describe, expect, it } from 'vitest';
import { runCommand } from './run-command.ts';

describe('runCommand()', () => {
  it('keeps both streams and the exit code', async () => {
    const script = 'console.log("out"); console.error("err"); process.exitCode = 3;';
    const result = await runCommand(process.execPath, ['-e', script], { cwd: process.cwd() });
    expect(result.code).toBe(3);
    expect(result.stdout).toBe('out\n');
    expect(result.output).toContain('err');
  });

  it('rejects when the command does not exist', async () => {
    await expect(runCommand('no-such-command', [], { cwd: process.cwd() })).rejects.toThrow(
      'ENOENT',
    );
  });
});
