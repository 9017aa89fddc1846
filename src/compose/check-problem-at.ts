import type { Tier } from '../domain/evaluation.ts';
import { checkProblem } from '../evaluators/check/check-problem.ts';
import { formatCheckReport } from '../evaluators/check/format.ts';
import type { CheckReport } from '../evaluators/check/report.ts';
import { systemClock } from '../lib/clock.ts';
import { drawSecret } from '../lib/node/secret.ts';
import { openMachineSandbox } from '../sandboxes/sandbox.ts';
import { dataPathOption } from './data-path.ts';
import { defaultConcurrency, drawNonce } from './problem-world.ts';
import { startJudge } from './start-judge.ts';

/** What {@link checkProblemAt} takes. */
export interface CheckProblemAtOptions {
  readonly problemPath: string;
  readonly tier: Tier | 'auto';
  /** A folder where the problem's real inputs are looked for first. */
  readonly dataPath?: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * Holds a problem to what it promises, on workloads drawn for this once.
 *
 * @throws {ConfigError} For the first thing that is wrong.
 */
export async function checkProblemAt(options: CheckProblemAtOptions): Promise<CheckReport> {
  const { problemPath, tier, signal } = options;
  const data = dataPathOption(options.dataPath);
  using sandbox = await openMachineSandbox(tier);
  const secret = drawSecret();
  return await checkProblem(
    {
      problemPath,
      startJudge: () => startJudge({ problemPath, secret, ...data }),
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
