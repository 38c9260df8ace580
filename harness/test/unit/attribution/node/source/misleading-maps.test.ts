import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { createFrameResolver } from '../../../../../src/attribution/node/source/resolve-frame.js';
import { createScriptLibrary } from '../../../../../src/attribution/node/source/script.js';
import { createFolderTree, type FolderTree } from '../../../../fixtures/folder-tree.js';

const source = `interface Visit { readonly page: string }

const visits: Visit[] = [];

/** Types above and comments like this move every line of the output. */
export function recordVisit(page: string): number {
  visits.push({ page });
  return visits.length;
}

export const forgetVisits = (): void => void visits.splice(0, visits.length);
export const countVisits = (): number => visits.length;
setInterval(() => console.log(countVisits(), forgetVisits(), recordVisit('/')), 60_000);
`;

const esbuild = fileURLToPath(new URL('../../../../../../node_modules/.bin/esbuild', import.meta.url));

interface MapFields {
  readonly sources: readonly string[];
  readonly sourcesContent?: readonly (string | null)[] | undefined;
  readonly mappings: string;
}

describe('attribution/node/source: maps that mislead', () => {
  let tree: FolderTree;
  beforeEach(() => {
    tree = createFolderTree();
    tree.manifest('app', { name: 'app', type: 'module' });
    tree.file('app/src/visits.ts', source);
  });
  afterEach(() => tree.remove());

  const built = () => tree.path('app/dist/visits.js');
  const build = (...options: readonly string[]) =>
    execFileSync(
      esbuild,
      ['src/visits.ts', '--outfile=dist/visits.js', '--format=esm', '--log-level=error', '--sourcemap', ...options],
      { cwd: tree.path('app') },
    );
  const withoutContent = () => build('--sources-content=false');
  const changeMap = (changes: Partial<MapFields>) => {
    const map = JSON.parse(readFileSync(`${built()}.map`, 'utf8')) as MapFields;
    tree.file('app/dist/visits.js.map', JSON.stringify({ ...map, ...changes }));
  };
  /** Where `visits.push` runs, and what the report says of it. */
  const resolve = () => {
    const lines = readFileSync(built(), 'utf8').split('\n');
    const line = lines.findIndex((text) => text.includes('.push('));
    const column = (lines[line] ?? '').indexOf('push(') + 1;
    const resolver = createFrameResolver(createScriptLibrary(), tree.path('app'));
    const raw = { functionName: 'recordVisit', file: built(), line: line + 1, column, isAsync: false };
    const frame = resolver.resolve(raw);
    const code = resolver.codeAround(raw);
    return { raw, frame, code, limits: resolver.limits() };
  };
  const expectBuilt = (limit: string) => {
    const { raw, frame, code, limits } = resolve();
    expect(frame).to.include({
      file: 'dist/visits.js',
      line: raw.line,
      column: raw.column,
      package: null,
      isOwn: true,
    });
    expect(code?.text).to.include('.push(');
    expect(limits).to.deep.equal([`${limit}; lines are those of the built file.`]);
  };
  const expectSource = () => {
    const { frame, limits } = resolve();
    expect(frame).to.include({ file: 'src/visits.ts', line: 7, functionName: 'recordVisit', isOwn: true });
    expect(limits).to.deep.equal([]);
  };

  it('one that fits is followed, also from minified code', () => {
    for (const options of [[], ['--minify'], ['--sources-content=false'], ['--minify', '--sources-content=false']]) {
      build(...options);
      expectSource();
    }
  });

  it('to a file that is not there', () => {
    withoutContent();
    changeMap({ sources: ['../src/calls.ts'] });
    expectBuilt('The source map of dist/visits.js does not fit: there is no src/calls.ts');
  });

  it('to a file that is not there, and whose text it holds', () => {
    build();
    rmSync(tree.path('app/src/visits.ts'));
    expectSource();
  });

  it('to a line that is not there', () => {
    withoutContent();
    tree.file('app/src/visits.ts', 'export const visits = [];\n');
    expectBuilt('The source map of dist/visits.js does not fit: src/visits.ts has no line 7');
  });

  it('to lines of another build', () => {
    withoutContent();
    for (const more of ['// one line more\n', '\n\n\n'.repeat(4)]) {
      tree.file('app/src/visits.ts', more + source);
      expectBuilt('The source map of dist/visits.js does not fit: other code is at src/visits.ts:7');
    }
  });

  it('to a file outside of the project', () => {
    withoutContent();
    tree.file('secrets.txt', 'not\nfor\nreaders\nof\na\nreport\nat\nall\n');
    changeMap({ sources: ['../../secrets.txt'] });
    expectBuilt(
      `The source map of dist/visits.js does not fit: other code is at ${path.join(tree.folder, 'secrets.txt')}:7`,
    );
    expect(resolve().code?.text).to.not.include('report');
  });

  it('but a source that lies outside is followed where its words are those of the code', () => {
    withoutContent();
    tree.file('elsewhere/visits.ts', source);
    changeMap({ sources: ['../../elsewhere/visits.ts'] });
    expect(resolve()).to.deep.include({ limits: [] });
    expect(resolve().frame).to.include({ file: tree.path('elsewhere/visits.ts'), line: 7, isOwn: true });
  });

  it("to node_modules, although the code is one's own", () => {
    withoutContent();
    tree.file('app/node_modules/visits/visits.ts', source);
    changeMap({ sources: ['../node_modules/visits/visits.ts'] });
    expectBuilt(
      'The source map of dist/visits.js does not fit: it leads to node_modules/visits/visits.ts, which was installed',
    );
  });

  it('but into packages of a bundle it is followed', () => {
    tree.manifest('app/node_modules/visits', { name: 'visits', version: '1.0.0' });
    tree.file(
      'app/node_modules/visits/index.js',
      'export const visits = [];\nexport const add = (visit) => visits.push(visit);\n',
    );
    tree.file(
      'app/src/visits.ts',
      "import { add } from 'visits';\nexport const recordVisit = (page) => add({ page });\n",
    );
    build('--bundle');
    expect(resolve().frame).to.include({
      file: 'node_modules/visits/index.js',
      line: 2,
      package: 'visits@1.0.0',
      isOwn: false,
    });
    withoutContent();
    build('--bundle', '--sources-content=false');
    rmSync(tree.path('app/node_modules'), { recursive: true });
    expect(resolve().frame).to.include({ file: 'node_modules/visits/index.js', package: 'visits', isOwn: false });
  });

  it('with loaders in front of a name', () => {
    build();
    changeMap({ sources: ['webpack://app/./node_modules/ts-loader/index.js??ref--1!./src/visits.ts?1a2b'] });
    expectSource();
  });

  it('that are cut off, or no maps', () => {
    build();
    const whole = readFileSync(`${built()}.map`, 'utf8');
    const texts = [whole.slice(0, whole.length / 2), '', '{ broken', 'null', '7', '[]', '{}', '{"version":3}'];
    const changes = [{ sources: null }, { sources: 7 }, { mappings: 7 }, { mappings: null }, { sections: 7 }];
    const damaged = changes.map((change) => JSON.stringify({ ...(JSON.parse(whole) as object), ...change }));
    for (const text of [...texts, ...damaged]) {
      tree.file('app/dist/visits.js.map', text);
      const { frame } = resolve();
      expect(frame, text.slice(0, 40)).to.include({ file: 'dist/visits.js', isOwn: true });
    }
    tree.file('app/dist/visits.js.map', '{ broken');
    expectBuilt('The source map of dist/visits.js is damaged');
  });

  it('whose fields are of other kinds', () => {
    build();
    const whole = JSON.parse(readFileSync(`${built()}.map`, 'utf8')) as MapFields;
    const changes = [
      { sourcesContent: 7 },
      { sourcesContent: [7] },
      { sources: [] },
      { sources: [null] },
      { sources: ['file://another-machine/visits.ts'] },
      { sources: ['file:///%2F'] },
      { sources: ['\u0000'] },
      { names: null },
      { sourceRoot: 7 },
      { mappings: '!!!!,####' },
      { mappings: whole.mappings.slice(0, 30) },
      { mappings: 'zzzzzzzzzzzzzzzzzz' },
    ];
    for (const change of changes) {
      tree.file('app/dist/visits.js.map', JSON.stringify({ ...whole, ...change }));
      const { frame } = resolve();
      expect(frame.isOwn, JSON.stringify(change)).to.equal(true);
      expect(frame.line, JSON.stringify(change)).to.be.greaterThan(0);
    }
  });

  it('in sections', () => {
    build();
    const map = JSON.parse(readFileSync(`${built()}.map`, 'utf8')) as MapFields;
    const sections = [{ offset: { line: 0, column: 0 }, map }];
    tree.file('app/dist/visits.js.map', JSON.stringify({ version: 3, sections }));
    expectSource();
  });

  it('that are not where they are said to be', () => {
    build();
    rmSync(`${built()}.map`);
    expectBuilt('The source map of dist/visits.js is not where it says (visits.js.map)');
  });

  it('of which only the code speaks', () => {
    tree.file(
      'app/dist/visits.js',
      'const mark = "//# sourceMappingURL=" + name;\nvisits.push(`//# sourceMappingURL=${mark}`);\n',
    );
    expect(resolve().limits).to.deep.equal([]);
    expect(resolve().frame).to.include({ file: 'dist/visits.js', line: 2 });
  });

  it('minified code without a map', () => {
    build('--minify');
    rmSync(`${built()}.map`);
    const padding = `const words=${JSON.stringify('lorem ipsum '.repeat(80))};`;
    tree.file('app/dist/visits.js', padding + readFileSync(built(), 'utf8').replace(/\/\/# .*/, ''));
    expectBuilt('dist/visits.js is minified and has no source map');
    const { code, raw } = resolve();
    expect(code?.key).to.equal(`dist/visits.js:1:${raw.column}`);
  });

  it('written code without a map is what its author wrote', () => {
    tree.file('app/dist/visits.js', 'visits.push(1);\n');
    expect(resolve().limits).to.deep.equal([]);
  });

  it('are told once for each file, and of many only a few', () => {
    const resolver = createFrameResolver(createScriptLibrary(), tree.path('app'));
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      const file = tree.file(`app/dist/${name}.js`, `one();\ntwo();\n//# sourceMappingURL=${name}.js.map\n`);
      for (const line of [1, 2]) resolver.resolve({ functionName: null, file, line, column: 1, isAsync: false });
    }
    expect(resolver.limits()).to.have.length(4);
    expect(resolver.limits().at(-1)).to.equal('Lines of 2 more files are those of the built file, too.');
  });
});
