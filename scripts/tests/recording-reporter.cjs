const { appendFileSync } = require('node:fs');
const path = require('node:path');
const { reporters } = require('mocha');

/** One line for a suite's own counts, for one test or hook and the time that it took, or for why one failed. */
const record = (line) => {
  const file = process.env.LEAKLINE_TEST_RECORD;
  if (file) appendFileSync(file, `${JSON.stringify(line)}\n`);
};

/** Mocha's spec reporter, which also appends times, failures and counts to the file named by LEAKLINE_TEST_RECORD. */
module.exports = class RecordingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const named = ({ file, title, parent }) => ({
      file: file ? path.relative(process.cwd(), file) : '',
      title: [parent?.fullTitle?.(), title].filter(Boolean).join(' '),
    });
    const timed = (runnable) => record({ type: 'timed', ...named(runnable), ms: runnable.duration ?? 0 });
    for (const event of ['pass', 'fail', 'hook end']) runner.on(event, timed);
    runner.on('fail', (runnable, { message }) => record({ type: 'failed', ...named(runnable), message }));
    runner.once('end', () => {
      const { passes, failures, pending } = this.stats;
      record({ type: 'counts', passes, failures, pending });
    });
  }
};
