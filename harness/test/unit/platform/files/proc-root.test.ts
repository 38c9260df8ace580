import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import {
  createProcRoot,
  mirroredFile,
  mirrorProcRoot,
  realPathBelowProcRoot,
} from '../../../../src/platform/files/proc-root.js';

const root = createProcRoot(process.pid);

describe('paths below /proc/<pid>/root', () => {
  before(function () {
    if (process.platform !== 'linux') this.skip();
  });
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'leakline-root-')));
  before(() => {
    mkdirSync(path.join(folder, 'store/pg'), { recursive: true });
    writeFileSync(path.join(folder, 'store/pg/index.js'), '');
    mkdirSync(path.join(folder, 'node_modules'));
    symlinkSync('../store/pg', path.join(folder, 'node_modules/relative'));
    symlinkSync(path.join(folder, 'store/pg'), path.join(folder, 'node_modules/absolute'));
    symlinkSync('circle', path.join(folder, 'circle'));
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const link of ['relative', 'absolute']) {
    it(`stay below it, through a link that is ${link}`, () => {
      const file = `${root}${folder}/node_modules/${link}/index.js`;
      expect(realPathBelowProcRoot(file)).to.equal(`${root}${folder}/store/pg/index.js`);
    });
  }

  it('are none of ours for other paths', () => {
    expect(realPathBelowProcRoot(folder)).to.equal(null);
  });

  it('have an end in a circle of links', () => {
    expect(() => realPathBelowProcRoot(`${root}${folder}/circle/x`)).to.throw('too many links');
  });

  it('lead to the folder that they were made from, while it is named', () => {
    const forget = mirrorProcRoot(process.pid, { inside: '/app', here: '/home/me/shop' });
    expect(mirroredFile(`${root}/app/src/x.ts`)).to.equal('/home/me/shop/src/x.ts');
    expect(mirroredFile(`${root}/usr/x.ts`)).to.equal(null);
    expect(mirroredFile('/app/src/x.ts')).to.equal(null);
    forget();
    expect(mirroredFile(`${root}/app/src/x.ts`)).to.equal(null);
  });
});
