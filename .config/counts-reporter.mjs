/**
 * A reporter for @web/test-runner that ends the run with one line, `N passed, N failed`, and names the skipped.
 * A file that could not be loaded has no tests to count, so it counts as one failure.
 */
export function countsReporter() {
  return {
    onTestRunFinished({ sessions }) {
      const count = { passed: 0, failed: 0, skipped: 0 };
      const visit = (suite) => {
        for (const test of suite?.tests ?? []) count[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed']++;
        for (const child of suite?.suites ?? []) visit(child);
      };
      for (const session of sessions) {
        const failedBefore = count.failed;
        visit(session.testResults);
        if (!session.passed && count.failed === failedBefore) count.failed++;
      }
      console.log(`\n${count.skipped ? `${count.skipped} skipped\n` : ''}${count.passed} passed, ${count.failed} failed`);
    },
  };
}
