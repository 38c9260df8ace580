import { expect } from 'chai';
import { postgresRemedies } from '../../../../src/model/services/postgres/remedies.js';
import type { Symptom } from '../../../../src/model/symptom.js';
import { formatMarkdown } from '../../../../src/report/markdown/format-markdown.js';
import { formatSummary } from '../../../../src/report/terminal/summary.js';
import { createFakeOutput, createOutcome } from '../../../fixtures/report/fake-output.js';
import { sampleRun, sampleTarget } from '../../../fixtures/report/sample-result.js';

const symptom: Symptom = {
  code: 'pg-idle-sessions',
  seen: '3 PostgreSQL sessions have been idle for over a minute at the end, the longest for 400 s.',
  advice: 'Look at <their> age.',
  remedies: [postgresRemedies.endIdle, postgresRemedies.idleTimeout],
};
const result = sampleRun([sampleTarget('shop', { symptoms: [symptom] })]);
const statement = "  AND state = 'idle' AND state_change < now() - interval '5 minutes';";

describe('symptoms in reports', () => {
  it('stand in the terminal with statements that can be copied', () => {
    const text = formatSummary(createOutcome({ result }), createFakeOutput());
    expect(text).to.include('  seen: 3 PostgreSQL sessions have been idle').and.include('    Look at <their> age.');
    expect(text).to.include(`      ${statement}\n`);
  });

  it('fold in Markdown, and change no verdict', () => {
    const text = formatMarkdown(result);
    expect(text).to.include('<details><summary>3 PostgreSQL sessions').and.include('Look at &lt;their&gt; age');
    expect(text).to.include(`\n${statement}\n`);
    expect(text).to.include('shop: 🟢 clean');
  });
});
