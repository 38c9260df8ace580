import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { formatAnnotations } from '../../../../src/report/github/annotations.js';
import { createGithubReporter } from '../../../../src/report/github/github-reporter.js';
import { createFakeOutput, createOutcome } from '../../../fixtures/report/fake-output.js';
import {
  connectionFinding,
  sampleCulprit,
  sampleEndpoint,
  sampleTarget,
  sampleTwins,
  shortOfRequests as short,
} from '../../../fixtures/report/sample-result.js';

const leakingAt = (culprit: Partial<typeof sampleCulprit>, id = 'GET /') => {
  const findings = [{ ...connectionFinding, culprits: [{ ...sampleCulprit, ...culprit }] }];
  const endpoints = [sampleEndpoint(id, { verdict: 'leaking', findings })];
  const target = sampleTarget('shop', { expect: null, expectationMet: false, verdict: 'leaking', endpoints });
  return { ...sampleTwins, targets: [target], warnings: [] };
};
const places = { workspace: '/repo', cwd: '/repo/packages/shop' };

describe('github annotations', () => {
  it('stand on the line to blame, relative to the checkout', () => {
    const [line = ''] = formatAnnotations(leakingAt({ file: 'src/a.ts', line: 24, column: 18 }), places);
    expect(line).to.match(
      /^::error file=packages\/shop\/src\/a\.ts,line=24,col=18,title=Leakline%3A shop%2C GET \/%3A /,
    );
    expect(line).to.include('%0A').and.not.include('\n');
  });

  it('name no file outside of the checkout or of a package', () => {
    for (const culprit of [{ file: '/elsewhere/a.ts' }, { file: '../../../a.ts' }, { package: 'pg@8' }]) {
      expect(formatAnnotations(leakingAt(culprit), places)[0]).to.match(/^::error title=/);
    }
  });

  it('stand on lines of a workspace', () => {
    const culprit = { file: '../db/index.js', package: '@acme/db@1.0.0', isOwn: true };
    expect(formatAnnotations(leakingAt(culprit), places)[0]).to.match(/^::error file=packages\/db\/index\.js,/);
  });

  it('warn of a target that died of the leak it was expected to have, and fail of any other that did not last', () => {
    const failure = { code: 'TARGET_CRASHED', message: 'too many clients already' };
    const annotated = (expectationMet: boolean) => {
      const target = sampleTarget('shop', { expect: 'leaking', expectationMet, verdict: 'leaking', failure });
      return formatAnnotations({ ...sampleTwins, targets: [target], warnings: [] }, places)[0];
    };
    expect(annotated(true)).to.equal(
      '::warning title=Leakline%3A shop failed::too many clients already [TARGET_CRASHED]',
    );
    expect(annotated(false)).to.match(/^::error title=Leakline%3A shop failed::/);
  });

  it('cannot be made to hold another command', () => {
    const [line = '', ...rest] = formatAnnotations(leakingAt({}, 'GET /\n::warning::,x:y%'), places);
    expect(rest).to.deep.equal([]);
    expect(line).to.include('%25').and.not.include('\n');
  });

  it('have no colour of a stranger', () => {
    const failed = { code: 'TARGET_CRASHED', message: 'It ended. Its last output:\n\u001b[31mRED\u001b[39m' };
    const target = sampleTarget('shop', { verdict: 'failed', failure: failed, endpoints: [] });
    expect(formatAnnotations({ ...sampleTwins, targets: [target], warnings: [] }, places)[0]).to.not.include('\u001b');
  });

  it('are one for endpoints that are undecided for the same reason', () => {
    const endpoints = [short('GET /a', 56), sampleEndpoint('GET /x', { verdict: 'failed' }), short('GET /b', 120)];
    const target = sampleTarget('shop', { expectationMet: false, verdict: 'failed', endpoints });
    const lines = formatAnnotations({ ...sampleTwins, targets: [target], warnings: [] }, places);
    expect(lines).to.have.length(2);
    expect(lines[1]?.split('%0A')).to.deep.equal([
      '::warning title=Leakline%3A shop%2C 2 endpoints%3A inconclusive::fds: Did not grow, but 56–120 requests are too few.',
      'GET /a, GET /b',
      'fds: Did not grow, but 56–120 requests are too few. Raise budget.seconds (now 60).',
    ]);
    expect(lines[0]).to.match(/^::error title=Leakline%3A shop%2C GET \/x%3A failed::/);
  });

  it('leave alone what is as expected', () => {
    expect(formatAnnotations({ ...sampleTwins, warnings: [] }, places)).to.deep.equal([]);
  });

  it('come with a summary that is appended', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'step-summary-'));
    const stepSummaryFile = path.join(folder, 'summary.md');
    writeFileSync(stepSummaryFile, 'before\n');
    const github = { workspace: '/repo', stepSummaryFile };
    const output = createFakeOutput();
    await createGithubReporter(output, { cwd: '/repo', github }).onRunEnd?.(createOutcome({ result: leakingAt({}) }));
    expect(readFileSync(stepSummaryFile, 'utf8')).to.match(/^before\n<!-- leakline -->/);
    expect(output.written.stdout).to.equal('');
    expect(output.written.stderr).to.include('::error file=apps/with-leak/src/routes/database.ts,line=24');
    rmSync(folder, { recursive: true });
  });
});
