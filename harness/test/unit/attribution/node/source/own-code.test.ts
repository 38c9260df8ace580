import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { type OwnCode, ownCodeOf } from '../../../../../src/attribution/node/source/own-code.js';
import { createFolderTree, type FolderTree } from '../../../../fixtures/folder-tree.js';

describe('attribution/node/source/own-code', () => {
  let tree: FolderTree;
  beforeEach(() => {
    tree = createFolderTree();
  });
  afterEach(() => tree.remove());

  const file = (name: string): string => tree.file(name);

  const isOwn = ({ owningPackage, isPackageFile }: OwnCode, of: string): boolean => {
    expect(owningPackage(of) === null).to.equal(!isPackageFile(of));
    return !isPackageFile(of);
  };

  const installed: Readonly<Record<string, readonly [main: string, app: string, bin: string, dependency: string]>> = {
    'by npm': [
      'node_modules/shop/bin.js',
      'node_modules/shop/lib/app.js',
      'node_modules/.bin/shop',
      'node_modules/express/index.js',
    ],
    'with a scope': [
      'node_modules/@acme/shop/bin.js',
      'node_modules/@acme/shop/lib/app.js',
      'node_modules/.bin/shop',
      'node_modules/@acme/shop/node_modules/express/index.js',
    ],
    'by pnpm': [
      'node_modules/.pnpm/shop@1.0.0/node_modules/shop/bin.js',
      'node_modules/.pnpm/shop@1.0.0/node_modules/shop/lib/app.js',
      'node_modules/.bin/shop',
      'node_modules/.pnpm/express@5.0.0/node_modules/express/index.js',
    ],
    'by npx': [
      '.npm/_npx/15c61037b1978c83/node_modules/shop/bin.js',
      '.npm/_npx/15c61037b1978c83/node_modules/shop/lib/app.js',
      '.npm/_npx/15c61037b1978c83/node_modules/.bin/shop',
      '.npm/_npx/15c61037b1978c83/node_modules/express/index.js',
    ],
  };

  for (const [how, [main, app, bin, dependency]] of Object.entries(installed)) {
    it(`takes the package of the script that runs for one's own where it was installed ${how}`, () => {
      const seen = [file(app), file(dependency)];
      const script = tree.link(bin, file(main));
      const own = ownCodeOf(seen, [script]);
      expect(seen.map((each) => isOwn(own, each))).to.deep.equal([true, false]);
      expect(isOwn(own, pathToFileURL(tree.path(app)).href)).to.equal(true);
    });
  }

  it('takes those of all processes for that', () => {
    const [cli, worker] = [file('node_modules/shop/bin.js'), file('node_modules/shop-worker/main.js')];
    const own = ownCodeOf([worker], [cli, worker]);
    expect([cli, worker].map((each) => isOwn(own, each))).to.deep.equal([true, true]);
  });

  it('takes a script that only runs code from outside of node_modules for a package', () => {
    const runner = file('node_modules/next/dist/bin/next.js');
    const own = ownCodeOf([file('app/page.js'), runner], [runner]);
    expect(isOwn(own, runner)).to.equal(false);
  });

  it('counts neither Node.js nor code without a file as written for the service', () => {
    const app = file('node_modules/shop/lib/app.js');
    const own = ownCodeOf(['node:internal/timers', 'evalmachine.<anonymous>', '', app], [app]);
    expect(isOwn(own, app)).to.equal(true);
  });

  it('leaves a package that is linked from a workspace what it is', () => {
    const main = file('packages/shop/bin.js');
    const script = tree.link('node_modules/shop', path.dirname(main));
    const own = ownCodeOf([main], [path.join(script, 'bin.js')]);
    expect(isOwn(own, main)).to.equal(true);
    expect(isOwn(own, file('node_modules/express/index.js'))).to.equal(false);
  });

  it('knows nothing of a process that runs no script', () => {
    const app = file('node_modules/shop/lib/app.js');
    expect(isOwn(ownCodeOf([app], ['']), app)).to.equal(false);
  });
});
