import { expect } from 'chai';
import { planFollow } from '../../../../../src/attribution/node/follow/plan-follow.js';
import { withHanded } from '../../../../../src/attribution/node/follow/with-handed.js';
import { createScriptLibrary } from '../../../../../src/attribution/node/source/script.js';
import { createFolderTree, type FolderTree } from '../../../../fixtures/folder-tree.js';
import { frame, link, placeIn, raw, rawGrowth, rawOrigin } from './evidence.js';

const server = `export function serve() {
  const signal = new AbortController();
  watch(signal);
}
`;

describe('attribution/withHanded', () => {
  let tree: FolderTree;
  beforeEach(() => {
    tree = createFolderTree();
  });
  afterEach(() => tree.remove());

  function scene() {
    const own = { ...frame(tree.file('server.mjs', server)), ...placeIn(server, 'watch(') };
    const [pool, pg] = ['pool', 'pg'].map((name) => frame(tree.path(`node_modules/${name}/index.js`))) as [
      typeof own,
      typeof own,
    ];
    const scripts = createScriptLibrary();
    const stack = [pg, pool, own];
    return { own, pool, pg, stack, scripts, plan: planFollow([{ of: { from: 'calls' }, stack }], [], scripts) };
  }

  it('notes at each border what the call gave, by the things that leaked there', () => {
    const { stack, scripts, plan } = scene();
    const of = { from: 'origin', kind: 'socket', stack } as const;
    const evidence = raw({ origins: [rawOrigin({ stack }), rawOrigin({ kind: 'file', stack })] });
    const links = [link({ of, call: 0, reached: 8 }), link({ of, call: 1, lent: 8 })];
    const { origins } = withHanded(evidence, plan, links, scripts);
    expect(origins.map(({ stack: frames }) => frames.map(({ gave }) => gave))).to.deep.equal([
      [undefined, 'handle', 'loan'],
      [undefined, undefined, undefined],
    ]);
  });

  it('knows a stack that was lengthened by what led to it by its own part', () => {
    const { own, pool, pg, stack, scripts, plan } = scene();
    const of = { from: 'origin', kind: 'socket', stack: [pg, pool] } as const;
    const evidence = raw({ origins: [rawOrigin({ stack })] });
    const [origin] = withHanded(evidence, plan, [link({ of, call: 1, reached: 8 })], scripts).origins;
    expect(origin?.stack).to.deep.equal([pg, pool, { ...own, gave: 'handle' }]);
  });

  it('tells ways to what grew and allocations apart from origins', () => {
    const { stack, scripts, plan } = scene();
    const evidence = raw({
      allocations: [{ pid: 1, stack, survivingBytes: 1, survivingCount: 1 }],
      growths: [rawGrowth(), rawGrowth({ writtenBy: [{ stack, hitsPerRequest: 1 }] })],
    });
    const links = [
      link({ of: { from: 'calls' }, call: 1, things: 0 }),
      link({ of: { from: 'holder', holder: 0 }, call: 1, reached: 8 }),
      link({ of: { from: 'holder', holder: 1 }, call: 0, nothings: 8, keys: 8 }),
      link({ of: { from: 'holder', holder: 1 }, call: 1, nothings: 8, keys: 8 }),
    ];
    const { allocations, growths } = withHanded(evidence, plan, links, scripts);
    expect(allocations[0]?.stack.map(({ gave }) => gave)).to.deep.equal([undefined, undefined, 'nothing']);
    // Only whoever calls the keeper itself can have brought the keys.
    expect(growths[1]?.writtenBy?.[0]?.stack.map(({ gave }) => gave)).to.deep.equal([undefined, 'kept', 'nothing']);
    expect(growths[0]).to.deep.equal(rawGrowth());
  });

  it('moves to the line that made the object which leads to what leaks', () => {
    const { own, stack, scripts, plan } = scene();
    const of = { from: 'origin', kind: 'socket', stack } as const;
    const evidence = raw({ origins: [rawOrigin({ stack })] });
    const [origin] = withHanded(evidence, plan, [link({ of, call: 1, passed: 8 })], scripts).origins;
    expect(origin?.stack[2]).to.deep.equal({ ...own, ...placeIn(server, 'new AbortController'), gave: 'handle' });
  });

  it('takes for no handle what leads to a collection from which nobody can take anything', () => {
    const own = frame(tree.file('server.mjs', server), 3, 3);
    const shelfOf = (close: string) =>
      `class Shelf { #docs = new Set();\n  open(doc) {\n    this.#docs.add(doc);\n  } ${close} }`;
    const gaveBy = (name: string, code: string) => {
      const shelf = frame(tree.file(`node_modules/${name}/index.mjs`, code), 3, 5);
      const scripts = createScriptLibrary();
      const stack = [shelf, own];
      const plan = planFollow([{ of: { from: 'calls' }, stack }], [], scripts);
      const retainers = ['shelf', '#docs', '[entry]'].map((edge) => ({ edge, className: 'Set', place: null }));
      const module = { edge: 'module', className: 'module', place: { file: own.file, line: 1, column: 1 } };
      const growth = rawGrowth({ retainers: [module, ...retainers], writtenBy: [{ stack, hitsPerRequest: 1 }] });
      const links = [link({ of: { from: 'holder', holder: 0 }, call: 0, reached: 8 })];
      const { growths } = withHanded(raw({ growths: [growth] }), plan, links, scripts);
      return growths[0]?.writtenBy?.[0]?.stack.map(({ gave }) => gave);
    };
    expect(gaveBy('shelf', shelfOf(''))).to.deep.equal([undefined, 'nothing']);
    expect(gaveBy('shop', shelfOf('close(doc) { this.#docs.delete(doc); }'))).to.deep.equal([undefined, 'handle']);
  });
});
