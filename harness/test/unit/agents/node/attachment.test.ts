import { createRequire } from 'node:module';
import { expect } from 'chai';
import type Attachment from '../../../../src/agents/node/attachment.cjs';

const require = createRequire(import.meta.url);

/** The module keeps what is to be undone, so each test takes one of its own, and leaves that of other tests in its place. */
function freshAttachment(): typeof Attachment {
  const file = require.resolve('../../../../src/agents/node/attachment.cts');
  const shared = require.cache[file];
  delete require.cache[file];
  const fresh = require(file) as typeof Attachment;
  if (shared === undefined) delete require.cache[file];
  else require.cache[file] = shared;
  return fresh;
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
