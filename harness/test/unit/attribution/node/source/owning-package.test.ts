import { chmodSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { ownCodeOf } from '../../../../../src/attribution/node/source/own-code.js';
import { isPackageFile } from '../../../../../src/attribution/node/source/owning-package.js';
import { createFrameResolver } from '../../../../../src/attribution/node/source/resolve-frame.js';
import { createScriptLibrary } from '../../../../../src/attribution/node/source/script.js';
import { createFolderTree, type FolderTree } from '../../../../fixtures/folder-tree.js';

describe('attribution/node/source/owning-package', () => {
  let tree: FolderTree;
  beforeEach(() => {
    tree = createFolderTree();
    tree.manifest('.', { name: 'shop', version: '2.0.0' });
  });
  afterEach(() => tree.remove());

  const main = () => tree.file('src/server.js');
  /** Whose a file is, in the words of a report. */
  const ownerOf = (file: string, script = main()) => {
    const { owningPackage, isPackageFile: isInstalled } = ownCodeOf([script, file], [script]);
    return [owningPackage(file), isInstalled(file) ? 'installed' : 'own'];
  };

  it('one of the package of the script that runs is of no package', () => {
    expect(ownerOf(tree.file('src/routes/cart.js'))).to.deep.equal([null, 'own']);
    expect(ownerOf(pathToFileURL(tree.file('lib/cart.js')).href)).to.deep.equal([null, 'own']);
  });

  it('goes past a package.json without a name, as builds write it', () => {
    tree.manifest('dist', { type: 'module' });
    expect(ownerOf(tree.file('dist/cart.js'))).to.deep.equal([null, 'own']);
    expect(ownerOf(tree.file('src/cart.js'), tree.file('dist/server.js'))).to.deep.equal([null, 'own']);
  });

  it('takes a package.json that a build copied beside its output for that of the same package', () => {
    tree.manifest('dist', { name: 'shop', version: '2.0.0' });
    expect(ownerOf(tree.file('src/cart.js'), tree.file('dist/server.js'))).to.deep.equal([null, 'own']);
  });

  it('goes past a package.json that cannot be read', () => {
    for (const text of ['{ "name": "cu', 'null', '[]', '"shop"', '{ "name": 7 }', '{ "name": " " }', '']) {
      tree.file('generated/package.json', text);
      expect(ownerOf(tree.file('generated/cart.js')), text).to.deep.equal([null, 'own']);
    }
    tree.manifest('locked', { name: 'locked' });
    chmodSync(tree.path('locked/package.json'), 0o000);
    if (process.getuid?.() !== 0) expect(ownerOf(tree.file('locked/cart.js'))).to.deep.equal([null, 'own']);
    tree.file('folder/package.json/x');
    expect(ownerOf(tree.file('folder/cart.js'))).to.deep.equal([null, 'own']);
  });

  it('reads one that an editor put a byte order mark before', () => {
    tree.file('vendor/quotes/package.json', '\ufeff{ "name": "quotes", "version": "0.1.0" }');
    expect(ownerOf(tree.file('vendor/quotes/index.js'))).to.deep.equal(['quotes@0.1.0', 'own']);
  });

  it("names a package that was copied into one's own tree, and it stays one's own", () => {
    tree.manifest('vendor/quotes-client', { name: 'quotes-client', version: '1.2.3' });
    tree.manifest('vendor/quotes-client/dist', { type: 'commonjs' });
    expect(ownerOf(tree.file('vendor/quotes-client/dist/index.js'))).to.deep.equal(['quotes-client@1.2.3', 'own']);
    tree.manifest('vendor/plain', { name: 'plain' });
    expect(ownerOf(tree.file('vendor/plain/index.js'))).to.deep.equal(['plain', 'own']);
  });

  it('names it also where the package of the script has no name', () => {
    tree.manifest('.', { private: true });
    tree.manifest('vendor/quotes-client', { name: 'quotes-client', version: '1.2.3' });
    expect(ownerOf(tree.file('vendor/quotes-client/index.js'))).to.deep.equal(['quotes-client@1.2.3', 'own']);
    expect(ownerOf(tree.file('src/cart.js'))).to.deep.equal([null, 'own']);
  });

  it('calls what lies in the node_modules of such a package installed', () => {
    tree.manifest('vendor/quotes-client', { name: 'quotes-client', version: '1.2.3' });
    tree.manifest('vendor/quotes-client/node_modules/got', { name: 'got', version: '14.0.0' });
    const file = tree.file('vendor/quotes-client/node_modules/got/index.js');
    expect(ownerOf(file)).to.deep.equal(['got@14.0.0', 'installed']);
  });

  describe('in a monorepo', () => {
    beforeEach(() => {
      tree.manifest('apps/web', { name: '@acme/web', version: '3.0.0' });
      tree.manifest('packages/db', { name: '@acme/db', version: '1.0.0' });
      tree.file('packages/db/index.js');
      tree.link('node_modules/@acme/db', 'packages/db');
    });
    const web = () => tree.file('apps/web/src/server.js');

    it('names a workspace by its real path, as V8 does', () => {
      expect(ownerOf(tree.path('packages/db/index.js'), web())).to.deep.equal(['@acme/db@1.0.0', 'own']);
    });

    it('and by its link, as Node.js does with --preserve-symlinks', () => {
      expect(ownerOf(tree.path('node_modules/@acme/db/index.js'), web())).to.deep.equal(['@acme/db@1.0.0', 'own']);
    });

    it('takes the root for the same house', () => {
      expect(ownerOf(tree.file('shared/log.js'), web())).to.deep.equal([null, 'own']);
      expect(ownerOf(tree.file('apps/web/src/cart.js'), web())).to.deep.equal([null, 'own']);
    });

    it('but not a workspace for that of a script in the root', () => {
      expect(ownerOf(tree.path('packages/db/index.js'))).to.deep.equal(['@acme/db@1.0.0', 'own']);
    });

    it('calls what a workspace depends on installed', () => {
      tree.manifest('packages/db/node_modules/pg', { name: 'pg', version: '8.23.1' });
      expect(ownerOf(tree.file('packages/db/node_modules/pg/lib/client.js'), web())).to.deep.equal([
        'pg@8.23.1',
        'installed',
      ]);
    });

    it('counts the packages of all processes as those of scripts', () => {
      const [server, worker] = [web(), tree.path('packages/db/index.js')];
      const own = ownCodeOf([server, worker], [server, worker]);
      expect([own.owningPackage(server), own.owningPackage(worker)]).to.deep.equal([null, null]);
    });

    it('names no workspace where it is unknown what runs', () => {
      const file = tree.path('packages/db/index.js');
      const runner = tree.file('node_modules/next/dist/bin/next.js');
      expect(ownCodeOf([file], ['']).owningPackage(file)).to.equal(null);
      expect(ownCodeOf([file], [runner]).owningPackage(file)).to.equal(null);
    });

    it('shows frames with both', () => {
      const resolver = createFrameResolver(
        createScriptLibrary(ownCodeOf([web(), tree.path('packages/db/index.js')], [web()])),
        tree.folder,
      );
      const file = tree.file('packages/db/index.js', 'exports.query = () => {};\n');
      const frame = resolver.resolve({ functionName: 'query', file, line: 1, column: 1, isAsync: false });
      expect(frame).to.include({ file: 'packages/db/index.js', package: '@acme/db@1.0.0', isOwn: true });
    });
  });

  describe('of what was installed', () => {
    it("follows pnpm's links into its store", () => {
      const store = 'node_modules/.pnpm/@acme+pool@1.0.0/node_modules/@acme/pool';
      tree.manifest(store, { name: '@acme/pool', version: '1.0.0' });
      const file = tree.file(`${store}/lib/pool.js`);
      tree.link('node_modules/@acme/pool', store);
      tree.link('vendor/pool', store);
      expect(ownerOf(file)).to.deep.equal(['@acme/pool@1.0.0', 'installed']);
      expect(ownerOf(tree.path('node_modules/@acme/pool/lib/pool.js'))).to.deep.equal([
        '@acme/pool@1.0.0',
        'installed',
      ]);
      expect(ownerOf(tree.path('vendor/pool/lib/pool.js'))).to.deep.equal(['@acme/pool@1.0.0', 'installed']);
      expect(isPackageFile(tree.path('vendor/pool/lib/pool.js'))).to.equal(true);
    });

    it('reports an alias by the name in its package.json', () => {
      tree.manifest('node_modules/x-old', { name: 'x', version: '1.2.3' });
      expect(ownerOf(tree.file('node_modules/x-old/index.js'))).to.deep.equal(['x@1.2.3', 'installed']);
    });

    it('reports the package that was installed, whatever lies inside it', () => {
      tree.manifest('node_modules/preact', { name: 'preact', version: '10.0.0' });
      tree.manifest('node_modules/preact/hooks', { name: 'preact-hooks' });
      tree.manifest('node_modules/preact/dist', { type: 'module' });
      for (const inside of ['hooks', 'dist'])
        expect(ownerOf(tree.file(`node_modules/preact/${inside}/index.js`))).to.deep.equal([
          'preact@10.0.0',
          'installed',
        ]);
    });

    it('reports its folder where its package.json cannot be read, or has no name', () => {
      tree.file('node_modules/@acme/torn/package.json', '{ "name": "@acme/to');
      expect(ownerOf(tree.file('node_modules/@acme/torn/index.js'))).to.deep.equal(['@acme/torn', 'installed']);
      tree.manifest('node_modules/bare', { version: '1.0.0' });
      expect(ownerOf(tree.file('node_modules/bare/index.js'))).to.deep.equal(['bare@1.0.0', 'installed']);
      expect(ownerOf(tree.path('.yarn/cache/pg-npm-8.zip/node_modules/pg/lib/x.js'))).to.deep.equal([
        'pg',
        'installed',
      ]);
    });

    it('knows it by the path it was asked for where node_modules is a link itself', () => {
      tree.manifest('cache/pg', { name: 'pg', version: '8.23.1' });
      tree.file('cache/pg/index.js');
      tree.link('node_modules', 'cache');
      expect(ownerOf(tree.path('node_modules/pg/index.js'))).to.deep.equal(['pg@8.23.1', 'installed']);
    });
  });
});
