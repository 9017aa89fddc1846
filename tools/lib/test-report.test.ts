import { describe, expect, it } from 'vitest';
import { countsOfReport } from './test-report.ts';

const passed = { status: 'passed' };
const failed = { status: 'failed' };

describe('countsOfReport()', () => {
  it('counts tests, without those that were skipped', () => {
    const testResults = [
      { status: 'passed', assertionResults: [passed, passed, { status: 'skipped' }] },
      { status: 'failed', assertionResults: [passed, failed, failed] },
    ];
    expect(countsOfReport({ testResults })).toEqual({ passed: 3, failed: 2 });
  });

  it('counts a file that could not be loaded as a failure', () => {
    const testResults = [{ status: 'failed', assertionResults: [] }];
    expect(countsOfReport({ testResults })).toEqual({ passed: 0, failed: 1 });
  });

  it('refuses what is no report', () => expect(() => countsOfReport({})).toThrow('testResults'));
});
