import { expect } from 'chai';
import { HarnessError } from '../../../../src/platform/harness-error.js';
import { createMask } from '../../../../src/platform/secrets/create-mask.js';
import { maskError, withMaskedErrors } from '../../../../src/platform/secrets/mask-error.js';

const mask = createMask([{ value: 'my-secret', source: 'TOKEN', certainty: 'certain' }]);

describe('maskError', () => {
  it('masks message, stack, details, causes and parts, and keeps what programs compare', () => {
    const cause = Object.assign(new Error('cause my-secret'), { detail: 'my-secret', code: 'my-secret' });
    const parts = new AggregateError([new Error('part my-secret')], 'my-secret', { cause });
    const error = new HarnessError('SERVICE_REFUSED', 'refused my-secret', { cause: parts });
    expect(maskError(error, mask)).to.equal(error);
    expect(error.message).to.equal('refused [TOKEN]');
    for (const each of [error, parts, parts.errors[0], cause]) {
      expect(`${each.message}${each.stack}`).to.include('[TOKEN]').and.not.include('my-secret');
    }
    expect([cause.detail, cause.code, error.code]).to.deep.equal(['[TOKEN]', 'my-secret', 'SERVICE_REFUSED']);
  });

  it('comes to an end where errors cause one another', () => {
    const error = new Error('my-secret');
    error.cause = error;
    expect(maskError(error, mask)).to.equal(error);
  });

  it('lets living objects be', () => {
    const socket = { text: 'my-secret' };
    maskError(Object.assign(new Error('x'), { socket }), mask);
    expect(socket.text).to.equal('my-secret');
  });

  it('masks what work throws, a text too', async () => {
    const thrown = await withMaskedErrors(mask, () => Promise.reject('my-secret')).catch((error: unknown) => error);
    expect(thrown).to.equal('[TOKEN]');
  });
});
