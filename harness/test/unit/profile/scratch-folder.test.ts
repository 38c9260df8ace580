import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { expect } from 'chai';
import { createScratchFolder, type ScratchFolder } from '../../../src/profile/scratch-folder.js';

describe('createScratchFolder', () => {
  let scratch: ScratchFolder;
  beforeEach(() => {
    scratch = createScratchFolder();
  });
  afterEach(() => scratch.remove());

  const endings = { 'the run is finished': () => scratch.finish(), 'the folder is gone': () => scratch.remove() };
  for (const [when, end] of Object.entries(endings)) {
    it(`gives a command that runs until ${when}`, async () => {
      const waiter = spawn(scratch.waitCommand, { shell: true, stdio: 'ignore' });
      await once(waiter, 'spawn');
      expect(waiter.exitCode).to.equal(null);
      const exited = once(waiter, 'exit');
      end();
      await exited;
    });
  }

  it('is gone after it was removed', () => {
    scratch.remove();
    expect(existsSync(scratch.directory)).to.equal(false);
  });
});
