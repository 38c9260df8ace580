import { expect } from 'chai';
import { formatBudget, formatBudgetNumber } from '../../../../src/report/format/budget.js';
import { formatRunSentence } from '../../../../src/report/format/run-sentence.js';
import { formatAnnotations } from '../../../../src/report/github/annotations.js';
import { formatJunit } from '../../../../src/report/junit/format-junit.js';
import { formatMarkdown } from '../../../../src/report/markdown/format-markdown.js';
import { formatSummary } from '../../../../src/report/terminal/summary.js';
import { createFakeOutput, createOutcome } from '../../../fixtures/report/fake-output.js';
import { sampleBudget, sampleRun, sampleTarget } from '../../../fixtures/report/sample-result.js';

const kept = sampleBudget({ observed: 120, outcome: 'kept' });
const broken = sampleBudget({
  name: 'pg.connections',
  unit: 'count',
  limit: 20,
  observed: 28,
  outcome: 'broken',
  endpoint: null,
  reason: 'Peak of 40 readings, 3.1 s into the run.',
});
const unmeasured = sampleBudget({
  name: 'requestsPerSecond',
  unit: 'requests/s',
  bound: 'at-least',
  limit: 500,
  observed: null,
  outcome: 'unmeasured',
  endpoint: null,
  reason: 'No block | was long enough.',
});
const result = sampleRun([sampleTarget('shop', { budgets: [kept, broken, unmeasured] })], {
  verdict: 'clean',
  exitCode: 1,
  expectationsMet: false,
});
const brokenText = 'pg connections at peak 28 (at most 20): Peak of 40 readings, 3.1 s into the run.';

describe('budgets in reports', () => {
  it('have their number, limit and unit in words', () => {
    expect(formatBudget(broken)).to.equal(brokenText);
    expect(formatBudget(unmeasured)).to.equal('throughput not measured (at least 500/s): No block | was long enough.');
    expect(formatBudgetNumber(0.004, 'share')).to.equal('0.4 %');
    expect(formatBudgetNumber(180e6, 'bytes')).to.equal('180 MB');
    expect(formatBudgetNumber(12.34, 'ms')).to.equal('12.3 ms');
  });

  it('are in the sentence that sums up the run', () => {
    expect(formatRunSentence(result)).to.equal('shop is clean and breaks 1 budget.');
    const doubt = sampleRun([sampleTarget('shop', { budgets: [unmeasured, unmeasured] })]);
    expect(formatRunSentence(doubt)).to.equal('shop is clean and has 2 budgets that could not be measured.');
  });

  it('stand below the endpoints in the terminal', () => {
    const text = formatSummary(createOutcome({ result }), createFakeOutput());
    expect(text).to.include('✔ budget kept  p95 latency 120 ms (at most 200 ms)');
    expect(text).to.include('✖ budget broken  pg connections at peak 28 (at most 20)');
    expect(text).to.include('? budget unmeasured  throughput not measured');
    expect(text).to.include('Not passed');
  });

  it('are a test each in JUnit', () => {
    const xml = formatJunit(result);
    expect(xml).to.include('tests="4" failures="1" errors="1"');
    expect(xml).to.include(`name="budget pg.connections"`).and.include(`message="${brokenText}"`);
  });

  it('are a table in Markdown', () => {
    const text = formatMarkdown(result);
    expect(text).to.include('| 🔴 broken | pg connections at peak | 28 | at most 20 |');
    expect(text).to.include('| 🟡 unmeasured | throughput | – | at least 500/s | No block \\| was long enough. |');
  });

  it('are annotations on GitHub unless they are kept', () => {
    const lines = formatAnnotations(result, { cwd: '/repo', workspace: '/repo' });
    expect(lines).to.deep.equal([
      `::error title=Leakline%3A shop%2C budget pg.connections%3A broken::${brokenText}`,
      '::warning title=Leakline%3A shop%2C budget requestsPerSecond%3A unmeasured::throughput not measured (at least 500/s): No block | was long enough.',
    ]);
  });
});
