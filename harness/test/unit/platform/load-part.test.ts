import { expect } from 'chai';
import { HarnessError } from '../../../src/platform/harness-error.js';
import { loadPart } from '../../../src/platform/load-part.js';

describe('loadPart', () => {
  it('gives what is loaded', async () => {
    expect(await loadPart('a part', async () => 'the part')).to.equal('the part');
  });

  it('says which part could not be loaded, why, and what to do', async () => {
    const cause = new RangeError('WebAssembly.Instance(): Out of memory\n    at a place');
    const error = await loadPart('autocannon', () => Promise.reject(cause)).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(HarnessError).and.include({ code: 'START_FAILED', cause });
    expect((error as HarnessError).message)
      .to.include('load autocannon: WebAssembly.Instance(): Out of memory. Allow it more memory')
      .and.not.include('at a place');
  });
});
