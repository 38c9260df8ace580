import { expect } from 'chai';
import { connectionFinding, leakingDatabase, sampleRun } from '../../../harness/test/fixtures/report/sample-result.js';
import { formatFindingIssue } from '../../src/finding-issue.js';

const context = { result: sampleRun([]), target: 'with-leak', endpoint: leakingDatabase, finding: connectionFinding };

describe('formatFindingIssue', () => {
  it('says what leaks, how much, which line is to blame and what measured it', () => {
    const issue = formatFindingIssue(context);
    for (const part of [
      '# GET /api/database leaks 1.00 pg connection per request\n',
      '- Growth: **\\+1.00 pg connection/request** \\[1.00, 1.00\\], over 46 requests\n',
      '- Also: \\+1 fd, \\+7.3 KB heap\n',
      '> 24 |   await client.connect();',
      '<summary>Stack</summary>',
      'Measured in `with-leak` by Leakline 0.1.0 on 2026-05-04 10:15:00 UTC',
      'fingerprint `a1b2c3d4`.',
    ]) {
      expect(issue).to.include(part);
    }
  });

  it('lets no text of strangers become markup', () => {
    const hostile = '</summary><img src=x onerror=alert(1)>';
    const [culprit] = connectionFinding.culprits;
    if (culprit === undefined) throw new Error('The sample has no culprit.');
    const issue = formatFindingIssue({
      ...context,
      endpoint: { ...leakingDatabase, id: hostile },
      finding: { ...connectionFinding, culprits: [{ ...culprit, summary: hostile, stack: [`at \`\`\`${hostile}`] }] },
    });
    const outsideOfCode = issue.replace(/^(`{3,})[^\n]*\n[\s\S]*?^\1$/gm, '');
    expect(outsideOfCode).to.not.match(/(?<!\\)<img/);
    expect(outsideOfCode.match(/(?<!\\)<\/summary>/g)).to.have.length(1);
  });

  it('does without culprit, costs and limit', () => {
    const bare = { ...connectionFinding, culprits: [], alsoCosts: [], projection: null, advice: '' };
    expect(formatFindingIssue({ ...context, finding: bare }).split('\n\n')).to.have.length(3);
  });
});
