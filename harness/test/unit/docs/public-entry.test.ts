import { expect } from 'chai';
import * as library from '../../../src/index.js';

/** What users import. Who adds a name here promises to keep it. */
const promised = [
  'HarnessError',
  'analyzeFile',
  'compareFiles',
  'createSharedServices',
  'defineConfig',
  'defineServer',
  'errorCodes',
  'loadConfig',
  'measureLeaks',
  'requestsFrom',
  'resolveConfig',
  'runLeakline',
];

describe('the library', () => {
  it('exports what it promises and no more', () => {
    expect(Object.keys(library).toSorted()).to.deep.equal(promised.toSorted());
  });
});
