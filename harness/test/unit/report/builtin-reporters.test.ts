import { expect } from 'chai';
import { createReporters, defaultTerminalReporter } from '../../../src/report/builtin-reporters.js';
import { createFakeOutput, createOutcome } from '../../fixtures/report/fake-output.js';
import { sampleTwins } from '../../fixtures/report/sample-result.js';

describe('built-in reporters', () => {
  it('json prints the result, and pushes the summary off stdout', async () => {
    const output = createFakeOutput();
    await createReporters(['compact', 'json'], output).onRunEnd?.(createOutcome());
    expect(JSON.parse(output.written.stdout)).to.deep.equal(sampleTwins);
    expect(output.written.stderr).to.include('GET /api/database');
  });

  it('html without a file does nothing', async () => {
    const output = createFakeOutput();
    const document = (): never => {
      throw new Error('must not be built');
    };
    await createReporters(['html'], output).onRunEnd?.(createOutcome({ document }));
    expect(output.written).to.deep.equal({ stdout: '', stderr: '' });
  });

  it('watches live only where someone watches', () => {
    expect(defaultTerminalReporter(createFakeOutput({ isTTY: true }), false)).to.equal('list');
    expect(defaultTerminalReporter(createFakeOutput({ isTTY: true }), true)).to.equal('compact');
    expect(defaultTerminalReporter(createFakeOutput(), false)).to.equal('compact');
  });
});
