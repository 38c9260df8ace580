import { expect } from 'chai';
import { whereGone } from '../../../../src/sampling/procfs/where-gone.js';

const failure = (code: string): NodeJS.ErrnoException => Object.assign(new Error(code), { code });

describe('a file of /proc that cannot be read', () => {
  for (const code of ['ENOENT', 'ESRCH', 'EACCES']) {
    it(`stands for nothing held where the process has gone or is somebody else's (${code})`, () => {
      expect(whereGone('')(failure(code))).to.equal('');
    });
  }

  for (const code of ['EMFILE', 'ENFILE']) {
    it(`is an error where we have no descriptor left (${code})`, () => {
      expect(() => whereGone('')(failure(code)))
        .to.throw(/ulimit -n/)
        .with.property('code', 'FILES_EXHAUSTED');
    });
  }
});
