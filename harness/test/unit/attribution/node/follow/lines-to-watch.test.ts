import { expect } from 'chai';
import { linesToWatch, withWritings } from '../../../../../src/attribution/node/follow/lines-to-watch.js';
import { createScriptLibrary } from '../../../../../src/attribution/node/source/script.js';
import { createFolderTree, type FolderTree } from '../../../../fixtures/folder-tree.js';
import { frame, raw, rawGrowth } from './evidence.js';

describe('attribution/linesToWatch', () => {
  let tree: FolderTree;
  beforeEach(() => {
    tree = createFolderTree();
  });
  afterEach(() => tree.remove());

  it('finds the lines that may write what grew, of packages too, for the largest growths', () => {
    const [server, cache] = [
      tree.file('server.mjs', 'const seen = new Set();\nfunction see(x) {\n  seen.add(x);\n}\n'),
      tree.file('node_modules/cache/index.mjs', 'export function keep(seen, x) {\n  seen.add(x);\n}\n'),
    ];
    const growth = rawGrowth({
      retainers: [
        { edge: 'module', className: 'module', place: { file: server, line: 1, column: 1 } },
        { edge: 'seen', className: 'Set', place: null },
        { edge: '[entry]', className: 'Object', place: null },
      ],
    });
    const allocations = [{ pid: 1, stack: [frame(cache, 2, 3)], survivingBytes: 9, survivingCount: 1 }];
    const lines = linesToWatch(raw({ growths: [growth, growth, growth, growth], allocations }), createScriptLibrary());
    const found = lines.map(({ growth: index, frame: { file, line }, written }) => [index, file, line, written]);
    expect(found).to.have.deep.members(
      [0, 1, 2].flatMap((index) => [
        [index, server, 3, { by: 'object', expression: 'seen' }],
        [index, cache, 2, { by: 'object', expression: 'seen' }],
      ]),
    );
  });
});

describe('attribution/withWritings', () => {
  const written = [frame('/app/a.js', 3, 5), frame('/app/b.js', 9, 1, 'put')];
  const lines = written.map((place, index) => ({
    growth: index === 0 ? 0 : 1,
    frame: place,
    written: { by: 'reaching' } as const,
  }));
  const way = (line: number, hits: number) => ({
    stack: [frame('/app/a.js', line, 1, 'seen'), frame('/app/caller.js', line)],
    hits,
  });

  it('gives each growth the ways to its lines, those first that come up as often as it grows', () => {
    const reached = [
      { hits: 50, stacks: [way(1, 40), way(2, 10)] },
      { hits: 0, stacks: [] },
    ];
    const result = withWritings(raw({ growths: [rawGrowth(), rawGrowth(), rawGrowth()] }), lines, reached, 10);
    const [first, second, third] = result.growths;
    expect(first?.writtenBy?.map(({ hitsPerRequest }) => hitsPerRequest)).to.deep.equal([1, 4]);
    expect(first?.writtenBy?.[0]?.stack).to.deep.equal([frame('/app/a.js', 3, 5, 'seen'), frame('/app/caller.js', 2)]);
    expect(second?.writtenBy).to.deep.equal([]);
    expect(third).to.not.have.property('writtenBy');
  });

  it('keeps the name of the line where it has one, and the line where nobody knows who led there', () => {
    const reached = [
      { hits: 0, stacks: [] },
      { hits: 2, stacks: [way(1, 1), { stack: [], hits: 1 }] },
    ];
    const [, growth] = withWritings(raw({ growths: [rawGrowth(), rawGrowth()] }), lines, reached, 1).growths;
    expect(growth?.writtenBy?.map(({ stack }) => stack[0]?.functionName)).to.deep.equal(['put', 'put']);
    expect(growth?.writtenBy?.map(({ stack }) => stack.length)).to.deep.equal([2, 1]);
  });
});
