import { expect } from 'chai';
import { formatPlace } from '../../../../src/report/format/culprit.js';
import { sampleCulprit } from '../../../fixtures/report/sample-result.js';

const placeOf = (changes: Partial<typeof sampleCulprit>): string =>
  formatPlace({ ...sampleCulprit, file: 'src/a.ts', line: 24, column: 18, package: null, ...changes });

describe('report/format/culprit', () => {
  it('names the package in front of a place, whoever owns it', () => {
    expect(placeOf({})).to.equal('src/a.ts:24');
    expect(placeOf({ package: 'pg@8.23.1', isOwn: false })).to.equal('pg@8.23.1 (src/a.ts:24)');
    expect(placeOf({ package: '@acme/db@1.0.0', isOwn: true })).to.equal('@acme/db@1.0.0 (src/a.ts:24)');
  });

  it('names the column where a line is all of a built file', () => {
    expect(placeOf({ file: 'dist/app.js', line: 1, column: 48_211 })).to.equal('dist/app.js:1:48211');
  });
});
