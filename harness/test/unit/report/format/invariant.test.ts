import { expect } from 'chai';
import type { InvariantResult } from '../../../../src/model/invariant.js';
import { formatInvariant } from '../../../../src/report/format/invariant.js';
import { formatRunSentence } from '../../../../src/report/format/run-sentence.js';
import { formatAnnotations } from '../../../../src/report/github/annotations.js';
import { formatJunit } from '../../../../src/report/junit/format-junit.js';
import { formatMarkdown } from '../../../../src/report/markdown/format-markdown.js';
import { formatSummary } from '../../../../src/report/terminal/summary.js';
import { createFakeOutput, createOutcome } from '../../../fixtures/report/fake-output.js';
import { sampleRun, sampleTarget } from '../../../fixtures/report/sample-result.js';

const lost: InvariantResult = {
  name: 'stored',
  source: 'postgres',
  compares: 'change',
  expectedFrom: '2xx answers of POST /hit',
  expected: 12_288,
  observed: 11_902,
  slack: 2,
  waitedMs: 10_000,
  outcome: 'broken',
  passed: false,
  reason: '386 too few, read 10.0 s after the last request.',
};
const unread: InvariantResult = {
  ...lost,
  name: 'queue is empty',
  compares: 'value',
  expected: null,
  observed: null,
  outcome: 'unmeasured',
  reason: 'The target did not come to the end of its experiment, so the value was not read.',
};
const kept: InvariantResult = { ...lost, name: 'sum', outcome: 'kept', passed: true, reason: 'Came out.' };
const result = sampleRun([sampleTarget('shop', { invariants: [lost, unread, kept] })]);
const text =
  'stored: changed by 11,902, expected 12,288 to 12,290 (2xx answers of POST /hit): 386 too few, read 10.0 s after the last request.';

describe('invariants in reports', () => {
  it('have both numbers in words', () => {
    expect(formatInvariant(lost)).to.equal(text);
    expect(formatInvariant(unread)).to.match(/^queue is empty: not measured, expected \(2xx answers of POST \/hit\): /);
  });

  it('are in the sentence, the terminal, JUnit, Markdown and annotations', () => {
    expect(formatRunSentence(result)).to.equal('shop is clean and breaks 1 invariant.');
    const terminal = formatSummary(createOutcome({ result }), createFakeOutput());
    expect(terminal).to.include('✖ invariant broken  stored: changed by 11,902').and.include('✔ invariant kept  sum');
    expect(formatJunit(result)).to.include('tests="4" failures="1" errors="1"').and.include(`message="${text}"`);
    expect(formatMarkdown(result)).to.include('| 🔴 broken | stored | 11,902 | 12,288 to 12,290 ');
    const lines = formatAnnotations(result, { cwd: '/repo', workspace: '/repo' });
    expect(lines.map((line) => line.split('::')[1])).to.deep.equal([
      'error title=Leakline%3A shop%2C invariant stored%3A broken',
      'warning title=Leakline%3A shop%2C invariant queue is empty%3A unmeasured',
    ]);
  });
});
