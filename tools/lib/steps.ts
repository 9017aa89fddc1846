import type { CommandResult } from './run-command.ts';

/** One thing that the check looks at. */
export interface Step {
  readonly name: string;
  readonly run: () => Promise<Pick<CommandResult, 'code' | 'output'>>;
}

/** How the steps went. */
export interface StepsResult {
  readonly passed: readonly string[];
  readonly failed: readonly string[];
}

/**
 * Runs every step in order, also after a failed one, and prints one line for each.
 *
 * A step that throws has failed: the check must never be greener than its tools.
 *
 * @param nowMs A clock, for the seconds that are printed.
 */
export async function runSteps(
  steps: readonly Step[],
  print: (line: string) => void,
  nowMs: () => number,
): Promise<StepsResult> {
  const passed: string[] = [];
  const failed: string[] = [];
  for (const step of steps) {
    const startMs = nowMs();
    const { code, output } = await outcomeOf(step);
    const seconds = ((nowMs() - startMs) / 1000).toFixed(1);
    (code === 0 ? passed : failed).push(step.name);
    if (code !== 0) print(output.trimEnd());
    print(`${code === 0 ? 'ok    ' : 'FAILED'} ${step.name.padEnd(7)} ${seconds.padStart(6)} s`);
  }
  return { passed, failed };
}

async function outcomeOf(step: Step): Promise<Pick<CommandResult, 'code' | 'output'>> {
  try {
    return await step.run();
  } catch (error) {
    return { code: 1, output: error instanceof Error ? (error.stack ?? '') : String(error) };
  }
}
