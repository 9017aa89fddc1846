import type { Tier } from '../domain/evaluation.ts';
import { checkProblem } from '../evaluators/check/check-problem.ts';
import { formatCheckReport } from '../evaluators/check/format.ts';
import type { CheckReport } from '../evaluators/check/report.ts';
import { systemClock } from '../lib/clock.ts';
import { drawSecret } from '../lib/node/secret.ts';
import { openMachineSandbox } from '../sandboxes/sandbox.ts';
import { defaultConcurrency, drawNonce } from './problem-world.ts';
import { startJudge } from './start-judge.ts';

/** What {@link checkProblemAt} takes. */
export interface CheckProblemAtOptions {
  readonly problemPath: string;
  readonly tier: Tier | 'auto';
  readonly signal: AbortSignal;
}

/**
 * Holds a problem to what it promises, on workloads drawn for this once.
 *
 * @throws {ConfigError} For the first thing that is wrong.
 */
export async function checkProblemAt(options: CheckProblemAtOptions): Promise<CheckReport> {
  const { problemPath, tier, signal } = options;
  using sandbox = await openMachineSandbox(tier);
  const secret = drawSecret();
  return await checkProblem(
    {
      problemPath,
      startJudge: () => startJudge({ problemPath, secret }),
      sandbox,
      clock: systemClock,
      drawNonce,
      concurrency: defaultConcurrency(),
    },
    signal,
  );
}

/** The report for a person. */
export function checkReportText(report: CheckReport): string {
  return formatCheckReport(report).join('\n');
}
