/** @typedef {{ passed: number, failed: number }} Count */

/**
 * @param {string} report Vitest's JSON report
 * @returns {Count} a file that did not load counts as one failure
 */
export function countVitest(report) {
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(report);
  const brokenFiles = testResults.filter(
    (/** @type {{ status: string, assertionResults: unknown[] }} */ file) =>
      file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  return { passed: numPassedTests, failed: numFailedTests + brokenFiles };
}

/**
 * @param {string} report Playwright's JSON report
 * @returns {Count} a test that passed on its second try counts as passed; Playwright's list names it flaky
 */
export function countPlaywright(report) {
  const { stats, errors } = JSON.parse(report);
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length };
}

/**
 * @param {string} report JUnit XML as pytest writes it
 * @returns {Count} skipped tests are neither
 */
export function countJUnit(report) {
  const suite = /<testsuite [^>]*>/.exec(report)?.[0] ?? '';
  const read = (/** @type {string} */ name) => Number(new RegExp(` ${name}="(\\d+)"`).exec(suite)?.[1] ?? 0);
  const failed = read('failures') + read('errors');
  return { passed: read('tests') - failed - read('skipped'), failed };
}
