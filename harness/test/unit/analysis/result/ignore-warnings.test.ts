import { expect } from 'chai';
import { ignoreWarnings } from '../../../../src/analysis/result/ignore-warnings.js';
import { connectionFinding, sampleEndpoint, sampleTarget } from '../../../fixtures/report/sample-result.js';

const { fingerprint } = connectionFinding;
const targets = [sampleTarget('app', { endpoints: [sampleEndpoint('GET /', { findings: [connectionFinding] })] })];
const codesOf = (fingerprintOfRule: string, until: string | null) =>
  ignoreWarnings([{ fingerprint: fingerprintOfRule, reason: 'known', until }], targets, '2026-06-01').map(
    ({ code }) => code,
  );

describe('analysis/result/ignore-warnings', () => {
  it('says nothing of a rule that accepts a leak', () => {
    expect(codesOf(fingerprint, null)).to.deep.equal([]);
    expect(codesOf(fingerprint, '2026-06-01')).to.deep.equal([]);
  });

  it('reports what ended', () => {
    expect(codesOf(fingerprint, '2026-05-31')).to.deep.equal(['IGNORE_EXPIRED']);
  });

  it('reports what matches nothing', () => {
    expect(codesOf('0123', null)).to.deep.equal(['IGNORE_UNUSED']);
  });
});
