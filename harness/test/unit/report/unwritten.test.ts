import { expect } from 'chai';
import { createCompactReporter } from '../../../src/report/terminal/compact-reporter.js';
import { withUnwritten, withWrittenFiles } from '../../../src/report/unwritten.js';
import { createFakeOutput, createOutcome } from '../../fixtures/report/fake-output.js';
import { sampleRun, sampleTarget } from '../../fixtures/report/sample-result.js';

const warning = { code: 'OUTPUT_UNWRITABLE', message: 'Cannot write to /full.' };

describe('a run that could not write what it was asked to', () => {
  for (const [measured, left] of [
    [0, 3],
    [1, 1],
    [2, 3],
    [3, 3],
    [130, 130],
  ] as const) {
    it(`ends with ${left} where its verdicts say ${measured}`, () => {
      const result = sampleRun([sampleTarget('shop')], { exitCode: measured, expectationsMet: measured === 0 });
      const told = withUnwritten(result, [warning]);
      expect(told).to.deep.equal({
        ...result,
        exitCode: left,
        expectationsMet: false,
        warnings: [...result.warnings, warning],
      });
      expect(withUnwritten(result, [])).to.equal(result);
    });
  }

  it('names only what is there', async () => {
    const outcome = createOutcome({ directory: import.meta.dirname, reportFile: `${import.meta.dirname}/report.html` });
    expect(withWrittenFiles(outcome)).to.deep.include({ directory: import.meta.dirname, reportFile: null });
    const output = createFakeOutput();
    await createCompactReporter(output).onRunEnd?.(outcome);
    expect(output.written.stdout).to.include('results  ').and.not.include('report.html');
  });
});
