import { expect } from 'chai';
import { HarnessError } from '../../../../src/platform/harness-error.js';
import { formatCoded, withCode } from '../../../../src/report/format/coded-message.js';

describe('report/format/coded-message', () => {
  it('puts the code behind the message, on a line of its own where there are several', () => {
    expect(formatCoded({ code: 'TARGET_EXITED', message: 'It ended.' })).to.equal('It ended. [TARGET_EXITED]');
    expect(formatCoded({ code: 'TARGET_EXITED', message: 'It ended:\nno\n' })).to.equal(
      'It ended:\nno\n[TARGET_EXITED]',
    );
  });

  it('puts it into an error that a test runner shows by its message', () => {
    const cause = new Error('why');
    const coded = withCode(new HarnessError('TARGET_NOT_READY', 'It was not ready.', { cause }));
    expect(coded).to.be.instanceOf(HarnessError);
    expect(coded).to.include({ message: 'It was not ready. [TARGET_NOT_READY]', code: 'TARGET_NOT_READY', cause });
    expect(withCode(cause)).to.equal(cause);
  });
});
