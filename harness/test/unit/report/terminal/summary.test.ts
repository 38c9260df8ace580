import { expect } from 'chai';
import { formatSummary } from '../../../../src/report/terminal/summary.js';
import { createFakeOutput, createOutcome } from '../../../fixtures/report/fake-output.js';
import { connectionFinding, sampleEndpoint, sampleRun, sampleTarget } from '../../../fixtures/report/sample-result.js';

const linesOf = (text: string): readonly string[] => text.split('\n').map((line) => line.trimEnd());

describe('summary', () => {
  it('aligns endpoints and puts the number beside the verdict', () => {
    const lines = linesOf(
      formatSummary(createOutcome({ directory: 'reports/x', reportFile: 'reports/x/report.html' }), createFakeOutput()),
    );
    expect(lines).to.include.members([
      'with-leak  ✖ leaking, as expected · 9.0 s',
      '  ✖ leaking       GET /api/database       +1.00 pg connection/request [1.00, 1.00]',
      '                                          also +1 fd, +7.3 KB heap',
      '                                          max_connections=100 is exhausted after 83 more requests',
      '                                          `openClient` at apps/with-leak/src/routes/database.ts:24 opened 32',
      '                                          PostgreSQL connections, none was closed',
      '  not measured: pool.checkedOut, no pool was seen in the target',
      '  warning: The machine was busy: 12 % of the CPU time went to others while measuring. [CPU_STEAL]',
      '  ✔ clean         GET /api/redis          heap grows less than 12 B/request (tolerance 32 B)',
      'report  reports/x/report.html',
      'Expectations met in 18.2 s (exit code 0: every expectation met)',
    ]);
  });

  it('breaks its sentences at spaces in a narrow terminal', () => {
    const lines = linesOf(formatSummary(createOutcome(), createFakeOutput({ columns: 40 })));
    expect(lines).to.include.members(['Expectations met in 18.2 s', '(exit code 0: every expectation met)']);
    expect(lines).to.include.members(['  warning: The machine was busy: 12 % of', '    the CPU time went to others']);
  });

  it('gives reason, smallest detectable leak and advice when it could not decide', () => {
    const text = formatSummary(createOutcome(), createFakeOutput({ columns: 200 }));
    expect(text).to.include('Heap grows 28 B/request, but the interval');
    expect(text).to.include('smallest leak this run could see: 74 B/request');
    expect(text).to.include('Raise budget.seconds');
  });

  it('keeps the lines of a failing target and leaves out endpoints that nobody reached', () => {
    const message = 'It ended. Its last output:\nRangeError: no seat\n    at serve (app.js:7)\n';
    const failure = { code: 'TARGET_CRASHED', message };
    const endpoints = [sampleEndpoint('GET /reached'), sampleEndpoint('GET /unreached', { requests: 0 })];
    const result = sampleRun([sampleTarget('app', { verdict: 'failed', failure, endpoints })]);
    const text = formatSummary(createOutcome({ result }), createFakeOutput());
    expect(linesOf(text)).to.include.members([
      '  It ended. Its last output:',
      '    RangeError: no seat',
      '        at serve (app.js:7)',
    ]);
    expect(text).to.include('GET /reached').and.not.include('GET /unreached');
  });

  for (const columns of [60, 80, 120]) {
    it(`fits ${columns} columns but for words that are longer`, () => {
      const text = formatSummary(createOutcome(), createFakeOutput({ columns }));
      const tooLong = linesOf(text).filter((line) => line.length > columns && line.trim().includes(' '));
      expect(tooLong.filter((line) => !/acquired|warning|GET|POST|Expectations/.test(line))).to.deep.equal([]);
    });
  }

  it('is pure ASCII where the terminal knows no more', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII is the point.
    expect(formatSummary(createOutcome(), createFakeOutput({ unicode: false }))).to.match(/^[\x00-\x7f]*$/);
  });

  it('says what was accepted, and what failed', () => {
    const ignored = sampleEndpoint('GET /', {
      findings: [{ ...connectionFinding, ignored: 'bounded by routes', culprits: [] }],
    });
    const failure = { code: 'TARGET_EXITED', message: 'with-leak ended with exit code 1\u001b[2J' };
    const result = sampleRun(
      [
        sampleTarget('a', { endpoints: [ignored] }),
        sampleTarget('b', { verdict: 'failed', endpoints: [], failure, expectationMet: false, expect: 'clean' }),
      ],
      { exitCode: 3, expectationsMet: false },
    );
    const text = formatSummary(createOutcome({ result }), createFakeOutput());
    expect(text).to.include('a  ✔ accepted').and.include('✔ accepted  GET /  +1.00 pg connection/request [1.00, 1.00]');
    expect(text)
      .to.include('accepted: bounded by routes')
      .and.include('clean, except for what is accepted on 1 endpoint');
    expect(text).to.not.include('✔ clean');
    expect(text).to.include('b  ! failed, expected clean');
    expect(text).to.include('  with-leak ended with exit code 1 [2J [TARGET_EXITED]\n');
    expect(text).to.include('(exit code 3: the run failed)');
  });
});
