import { AsyncResource } from 'node:async_hooks';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import followCauses from '../../../../../src/agents/node/follow/causes.cjs';
import { createFolderTree, type FolderTree } from '../../../../fixtures/folder-tree.js';

const ownFile = path.basename(fileURLToPath(import.meta.url));

describe('agent/followCauses', () => {
  let causes: ReturnType<typeof followCauses>;
  let tree: FolderTree;
  beforeEach(() => {
    tree = createFolderTree();
    causes = followCauses();
  });
  afterEach(() => {
    causes.stop();
    tree.remove();
  });

  const namesOf = (stack: ReturnType<typeof causes.current>) => stack.map(({ functionName }) => functionName);

  function askFor(): AsyncResource {
    return new AsyncResource('Job');
  }

  it('names the code that asked, whoever runs it later', () => {
    const job = askFor();
    const cause = job.runInAsyncScope(() => causes.current());
    expect(namesOf(cause)).to.include('askFor');
    expect(cause.some(({ file }) => file.endsWith(ownFile))).to.equal(true);
    expect(cause.some(({ file }) => file.includes('/src/agents/node/'))).to.equal(false);
  });

  it('goes back to the last code of the author through what packages do among themselves', async () => {
    const file = tree.file(
      'node_modules/later/index.js',
      'exports.later = (call) => setImmediate(() => setImmediate(() => setImmediate(call)));',
    );
    const { later }: { later: (call: () => void) => void } = createRequire(import.meta.url)(file);
    const cause = await new Promise<ReturnType<typeof causes.current>>(function wait(resolve) {
      later(() => resolve(causes.current()));
    });
    const places = cause.map((frame) => frame.file);
    expect(namesOf(cause)).to.include('wait');
    expect(places.findIndex((place) => place.includes('node_modules/later'))).to.be.lessThan(
      places.findIndex((place) => place.endsWith(ownFile)),
    );
  });

  it('knows nothing of what was asked for before, and after it was stopped', () => {
    causes.stop();
    const early = askFor();
    causes = followCauses();
    expect(early.runInAsyncScope(() => causes.current())).to.deep.equal([]);
    const job = askFor();
    causes.stop();
    expect(job.runInAsyncScope(() => causes.current())).to.deep.equal([]);
  });
});
