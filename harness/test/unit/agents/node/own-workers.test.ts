import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect } from 'chai';
import ownWorkers from '../../../../src/agents/node/own-workers.cjs';
import { createFolderTree } from '../../../fixtures/folder-tree.js';

describe('agent/ownWorkers', () => {
  it('starts threads that inherit nothing, and knows them from others', async () => {
    const tree = createFolderTree();
    const file = tree.file(
      'tells.cjs',
      "require('node:worker_threads').parentPort.postMessage({ env: { ...process.env }, execArgv: process.execArgv });",
    );
    const worker = ownWorkers.start(file);
    const other = new Worker('', { eval: true });
    try {
      const [told] = await once(worker, 'message');
      expect(told).to.deep.equal({ env: {}, execArgv: [] });
      expect([worker, other, {}].map(ownWorkers.isOwn)).to.deep.equal([true, false, false]);
    } finally {
      await Promise.all([worker.terminate(), other.terminate()]);
      tree.remove();
    }
  });
});
