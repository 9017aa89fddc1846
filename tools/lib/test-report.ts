import { z } from 'zod';

const Report = z.object({
  testResults: z.array(
    z.object({
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
});

/**
 * How many tests passed and failed, of a report of vitest's `json` reporter.
 *
 * A file that failed without a failed test (it could not be loaded, a hook threw) counts as one failure.
 *
 * @throws {z.ZodError} If it is no such report.
 */
export function countsOfReport(report: unknown): { passed: number; failed: number } {
  let passed = 0;
  let failed = 0;
  for (const { status, assertionResults } of Report.parse(report).testResults) {
    const failedHere = assertionResults.filter((test) => test.status === 'failed').length;
    passed += assertionResults.filter((test) => test.status === 'passed').length;
    failed += status === 'failed' ? Math.max(1, failedHere) : failedHere;
  }
  return { passed, failed };
}
