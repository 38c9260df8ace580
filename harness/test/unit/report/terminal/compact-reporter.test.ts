import { expect } from 'chai';
import { createCompactReporter } from '../../../../src/report/terminal/compact-reporter.js';
import { createFakeOutput, createOutcome } from '../../../fixtures/report/fake-output.js';
import { aloneStart, expectedEvent, runEvents, targetEnd, togetherStart } from '../../../fixtures/report/run-events.js';

describe('compact reporter', () => {
  it('writes a line for each phase and doubling, no more', () => {
    const output = createFakeOutput();
    const reporter = createCompactReporter(output);
    for (const event of [...runEvents, targetEnd]) reporter.onEvent?.(event);
    expect(output.written.stderr.trimEnd().split('\n')).to.deep.equal([
      'PostgreSQL starting (embedded)',
      'PostgreSQL embedded 17.10 ready in 610 ms',
      'with-leak starting',
      'with-leak ready in 320 ms (pid 4242)',
      'with-leak: looking for lost connections, blocks of 4 requests',
      'with-leak: warming up, blocks of 64 requests',
      'with-leak: measuring growth, blocks of 64 requests',
      'with-leak: measuring growth, blocks of 128 requests',
      'warning: with-leak: The machine was busy. [CPU_STEAL]',
      'with-leak ✖ leaking (as expected, 9.0 s)',
    ]);
    expect(output.written.stdout).to.equal('');
  });

  it('says how many are driven together, and who is driven alone', () => {
    const output = createFakeOutput();
    const reporter = createCompactReporter(output);
    const groups = [togetherStart(20, 20), togetherStart(20, 36), togetherStart(20, 836), togetherStart(19, 700)];
    const alone = [aloneStart('scout', 1, 'GET /r7'), aloneStart('scout', 2, 'GET /r7'), togetherStart(12, 900)];
    const later = [aloneStart('warm-up', 64, 'GET /r7'), aloneStart('scout', 1, 'GET /r3'), togetherStart(10, 400)];
    for (const event of [...groups, ...alone, ...later]) reporter.onEvent?.(event);
    expect(output.written.stderr.trimEnd().split('\n')).to.deep.equal([
      'with-leak: driving 20 endpoints together, 20 requests',
      'with-leak: driving 20 endpoints together, 836 requests',
      'with-leak: driving GET /r7 alone, blocks of 1 request',
      'with-leak: driving GET /r7 alone, blocks of 64 requests',
      'with-leak: driving GET /r3 alone, blocks of 1 request',
      'with-leak: driving 10 endpoints together, 400 requests',
    ]);
  });

  it('says how long it will take, and why', () => {
    const output = createFakeOutput();
    const reporter = createCompactReporter(output);
    const events = [expectedEvent(20, 3, 38_300), expectedEvent(1, 0, 3_900), expectedEvent(6, 6, 103_000)];
    for (const event of events) reporter.onEvent?.(event);
    expect(output.written.stderr.trimEnd().split('\n')).to.deep.equal([
      'with-leak: 20 endpoints, 3 of them slow: about 40 s if nothing leaks, at most 1 min 00 s',
      'with-leak: 1 endpoint: about 4 s if nothing leaks, at most 1 min 00 s',
      'with-leak: 6 endpoints, slow: about 1 min 40 s if nothing leaks, but it ends after 1 min 00 s',
    ]);
  });

  it('puts the summary on stdout', async () => {
    const output = createFakeOutput();
    await createCompactReporter(output).onRunEnd?.(createOutcome());
    expect(output.written.stdout).to.include('with-leak  ✖ leaking, as expected');
    expect(output.written.stderr).to.equal('');
  });
});
