import type { Reporter, TestModule } from 'vitest/node';

/** Ends the run with one plain line that any reader of the output can count on. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]) {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'pending') counts.skipped++;
        else counts[state]++;
      }
      // A file that cannot even be loaded has no tests to count, and is a failure all the same.
      if (module.state() === 'failed' && [...module.children.allTests('failed')].length === 0)
        counts.failed++;
    }
    const skipped = counts.skipped ? `, ${counts.skipped} skipped` : '';
    process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed${skipped}\n`);
  }
}
