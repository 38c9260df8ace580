import { expect } from 'chai';
import { createListReporter } from '../../../../src/report/terminal/list-reporter.js';
import { createFakeOutput, createOutcome } from '../../../fixtures/report/fake-output.js';
import { runEvents } from '../../../fixtures/report/run-events.js';

describe('list reporter', () => {
  it('draws on stderr, keeps what matters, and leaves only the summary on stdout', async () => {
    const output = createFakeOutput({ isTTY: true });
    const reporter = createListReporter(output, { nowMs: () => 0 });
    for (const event of runEvents) reporter.onEvent?.(event);
    await reporter.onRunEnd?.(createOutcome());
    expect(output.written.stderr).to.include('measuring growth, blocks of 128 requests');
    expect(output.written.stderr).to.include('warning: with-leak: The machine was busy. [CPU_STEAL]\n');
    expect(output.written.stdout).to.match(/^\nwith-leak {2}✖ leaking/);
    expect(output.written.stdout).not.to.include('\u001b');
  });

  it('redraws at most ten times a second for samples', () => {
    const output = createFakeOutput({ isTTY: true });
    let nowMs = 0;
    const reporter = createListReporter(output, { nowMs: () => nowMs });
    for (const event of runEvents) reporter.onEvent?.(event);
    const drawn = output.written.stderr.length;
    for (let requests = 1_301; requests < 1_400; requests++) {
      reporter.onEvent?.({
        type: 'sample',
        sample: { type: 'sample', target: 'with-leak', atMs: 13_400, requests, metrics: {} },
      });
    }
    expect(output.written.stderr.length).to.equal(drawn);
    nowMs = 100;
    reporter.onEvent?.({
      type: 'sample',
      sample: { type: 'sample', target: 'with-leak', atMs: 13_400, requests: 1_500, metrics: {} },
    });
    expect(output.written.stderr.slice(drawn)).to.include('1,500 requests sent');
  });

  it('stays readable when there is no terminal', () => {
    const output = createFakeOutput();
    const reporter = createListReporter(output);
    for (const event of runEvents) reporter.onEvent?.(event);
    expect(output.written.stderr).not.to.include('\u001b');
  });
});
