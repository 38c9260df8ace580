import { createRequire } from 'node:module';
import { expect } from 'chai';
import type Attachment from '../../../../src/agents/node/attachment.cjs';

const require = createRequire(import.meta.url);

/** The module keeps what is to be undone, so each test takes a fresh one. */
function freshAttachment(): typeof Attachment {
  const file = require.resolve('../../../../src/agents/node/attachment.cts');
  delete require.cache[file];
  return require(file) as typeof Attachment;
}

describe('agents/node/attachment', () => {
  it('undoes the last change first, and goes on after one that fails', () => {
    const attachment = freshAttachment();
    const undone: string[] = [];
    attachment.begin();
    attachment.onWithdrawal(() => void undone.push('first'));
    attachment.onWithdrawal(() => {
      throw new Error('the application closed it');
    });
    attachment.onWithdrawal(() => void undone.push('last'));
    attachment.withdraw();
    attachment.withdraw();
    expect(undone).to.deep.equal(['last', 'first']);
    expect(attachment.isWithdrawn()).to.equal(true);
  });

  it('remembers nothing in a process that the agent was preloaded into', () => {
    const attachment = freshAttachment();
    const undone: string[] = [];
    attachment.onWithdrawal(() => void undone.push('never'));
    attachment.withdraw();
    expect(undone).to.deep.equal([]);
  });
});
