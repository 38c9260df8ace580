import { expect } from 'chai';
import { bordersOf, planFollow } from '../../../../../src/attribution/node/follow/plan-follow.js';
import { outsideOfPackages } from '../../../../../src/attribution/node/source/own-code.js';
import { createScriptLibrary } from '../../../../../src/attribution/node/source/script.js';
import type { RawFrame } from '../../../../../src/model/evidence.js';
import { createFolderTree, type FolderTree } from '../../../../fixtures/folder-tree.js';
import { frame, placeIn } from './evidence.js';

const server = `import { lend } from 'pool';
export function serve(id) {
  return lend(id, (client) => client.ping());
}
`;
const pool = `export function lend(id, use) {
  return use(open(id));
}
`;

const of = { from: 'holder', holder: 0 } as const;
const suspects = (...stacks: readonly (readonly RawFrame[])[]) => stacks.map((stack) => ({ of, stack }));

describe('attribution/planFollow', () => {
  let tree: FolderTree;
  beforeEach(() => {
    tree = createFolderTree();
  });
  afterEach(() => tree.remove());

  function files() {
    const [own, package_] = [tree.file('server.mjs', server), tree.file('node_modules/pool/index.mjs', pool)];
    const caller = { ...frame(own), ...placeIn(server, 'lend(id') };
    const callee = { ...frame(package_), ...placeIn(pool, 'open(') };
    return { caller, callee, framework: frame(tree.path('node_modules/framework/index.js'), 7) };
  }

  it('follows what is called at each border, and what the caller hands over there', () => {
    const { caller, callee, framework } = files();
    const stack = [frame('node:net'), callee, caller, framework];
    const { request, callOf } = planFollow(suspects(stack), [[4]], createScriptLibrary());
    const place = { file: callee.file, ...placeIn(pool, 'open(') };
    const callback = { file: caller.file, ...placeIn(server, 'client.ping') };
    expect(request).to.deep.equal({
      lines: [],
      calls: [{ place, parameters: ['id', 'use'] }],
      callbacks: [{ place: callback, parameters: ['client'], call: 0 }],
      holders: [[4]],
      questions: [{ of, calls: [0] }],
      followsCauses: false,
    });
    expect(stack.map((_, index) => callOf(stack, index))).to.deep.equal([null, null, 0, null]);
  });

  it('follows a border of several stacks once', () => {
    const { caller, callee, framework } = files();
    const stacks = [
      [callee, caller],
      [callee, caller, framework],
    ];
    const { request, callOf } = planFollow(suspects(...stacks), [], createScriptLibrary());
    expect(request.calls).to.have.length(1);
    expect(stacks.map((stack) => callOf(stack, 1))).to.deep.equal([0, 0]);
  });

  it('follows all borders where nothing is one’s own', () => {
    const { callee, framework } = files();
    const { request, callOf } = planFollow(suspects([callee, framework]), [], createScriptLibrary());
    expect(request.calls).to.have.length(1);
    expect(callOf([callee, framework], 1)).to.equal(0);
  });

  it('follows forty borders, and no more', () => {
    const { caller, callee } = files();
    const stacks = Array.from({ length: 60 }, (_, index) => [{ ...callee, line: index + 10 }, caller]);
    const { request, callOf } = planFollow(suspects(...stacks), [], createScriptLibrary());
    expect(request.calls).to.have.length(40);
    expect(callOf(stacks[39] ?? [], 1)).to.equal(39);
    expect(callOf(stacks[40] ?? [], 1)).to.equal(null);
  });
});

describe('attribution/bordersOf', () => {
  const own = frame('/app/server.js');
  const [pg, pool] = ['pg', 'pg-pool'].map((name) => frame(`/app/node_modules/${name}/index.js`)) as [
    typeof own,
    typeof own,
  ];
  const node = frame('node:net');
  const pairsOf = (...stack: readonly (typeof own)[]) =>
    bordersOf(stack, outsideOfPackages).map(({ callee, caller }) => [callee, caller]);

  it('finds each place where one owner calls another, innermost first', () => {
    expect(pairsOf(pg, pg, pool, own, own)).to.deep.equal([
      [1, 2],
      [2, 3],
    ]);
  });

  it('finds calls back into one’s own code', () => {
    expect(pairsOf(pg, own, pool, own)).to.deep.equal([
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
  });

  it('looks past Node.js, which is nobody', () => {
    expect(pairsOf(node, pg, node, own)).to.deep.equal([[1, 3]]);
    expect(pairsOf(pg, node, pg)).to.deep.equal([]);
    expect(pairsOf(node)).to.deep.equal([]);
  });
});
