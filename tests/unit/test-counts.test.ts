import { describe, expect, it } from 'vitest';
import { countJUnit, countPlaywright, countVitest } from '../../scripts/test-counts.mjs';

describe('counts of test reports', () => {
  it('reads Vitest and counts a file that did not load as a failure', () => {
    const report = {
      numPassedTests: 3,
      numFailedTests: 1,
      testResults: [
        { status: 'failed', assertionResults: [{}] },
        { status: 'failed', assertionResults: [] },
      ],
    };
    expect(countVitest(JSON.stringify(report))).toEqual({ passed: 3, failed: 2 });
  });

  it('reads Playwright, second tries among the passes and broken files among the failures', () => {
    const report = { stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{}] };
    expect(countPlaywright(JSON.stringify(report))).toEqual({ passed: 6, failed: 2 });
  });

  it('reads JUnit as pytest writes it', () => {
    const report =
      '<?xml version="1.0"?><testsuites name="pytest tests"><testsuite name="pytest" errors="1" failures="2" skipped="3" tests="10" time="0.1"></testsuite></testsuites>';
    expect(countJUnit(report)).toEqual({ passed: 4, failed: 3 });
  });
});
