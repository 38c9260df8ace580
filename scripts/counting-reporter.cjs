const { appendFileSync } = require('node:fs');
const { reporters } = require('mocha');

/** Mocha's spec reporter, which also appends the suite's counts to the file named by LEAKLINE_TEST_COUNTS. */
module.exports = class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const { passes, failures, pending } = this.stats;
      const file = process.env.LEAKLINE_TEST_COUNTS;
      if (file) appendFileSync(file, `${JSON.stringify({ passes, failures, pending })}\n`);
    });
  }
};
