import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { createFrameResolver } from '../../../../../src/attribution/node/source/resolve-frame.js';
import { createScriptLibrary } from '../../../../../src/attribution/node/source/script.js';
import type { RawFrame } from '../../../../../src/model/evidence.js';

const source = `interface Visit { readonly page: string }

const visits: Visit[] = [];

/** Types above and comments like this move every line of the output. */
export function recordVisit(page: string): number {
  visits.push({ page });
  return visits.length;
}
`;

const bin = (name: string): string =>
  fileURLToPath(new URL(`../../../../../../node_modules/.bin/${name}`, import.meta.url));

/** Where the call of `push` stands in a script, as V8 would tell it. */
function pushFrame(file: string): RawFrame {
  const lines = readFileSync(file, 'utf8').split('\n');
  const line = lines.findIndex((text) => /\.push\(/.test(text));
  const column = (lines[line] ?? '').indexOf('push(') + 1;
  return { functionName: 'recordVisit', file, line: line + 1, column, isAsync: false };
}

describe('attribution/node/source: maps of real tools', () => {
  let folder: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'leakline-maps-')));
    mkdirSync(path.join(folder, 'src'));
    writeFileSync(path.join(folder, 'src/visits.ts'), source);
    writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const resolve = (frame: RawFrame) => createFrameResolver(createScriptLibrary(), folder).resolve(frame);
  const expectAuthorsLine = (frame: RawFrame) => {
    const { file, line, functionName, isOwn } = resolve(frame);
    expect({ file, line, functionName, isOwn }).to.deep.equal({
      file: 'src/visits.ts',
      line: 7,
      functionName: 'recordVisit',
      isOwn: true,
    });
  };
  const tsc = (...options: readonly string[]) =>
    execFileSync(
      bin('tsc'),
      ['src/visits.ts', '--ignoreConfig', '--outDir', 'dist', '--module', 'nodenext', ...options],
      { cwd: folder },
    );
  const esbuild = (...options: readonly string[]) =>
    execFileSync(
      bin('esbuild'),
      ['src/visits.ts', '--outfile=dist/visits.js', '--format=esm', '--log-level=error', ...options],
      {
        cwd: folder,
      },
    );
  const built = () => path.join(folder, 'dist/visits.js');

  it('tsc, map beside', () => {
    tsc('--sourceMap');
    expectAuthorsLine(pushFrame(built()));
  });

  it('tsc, inline', () => {
    tsc('--inlineSourceMap', '--inlineSources');
    expectAuthorsLine(pushFrame(built()));
  });

  it('esbuild, bundled, map beside', () => {
    esbuild('--bundle', '--sourcemap');
    expectAuthorsLine(pushFrame(built()));
  });

  it('esbuild, inline', () => {
    esbuild('--sourcemap=inline');
    expectAuthorsLine(pushFrame(built()));
  });

  it("esbuild, minified: the author's function name", () => {
    writeFileSync(
      path.join(folder, 'src/visits.ts'),
      source.replace('export ', '').concat('setInterval(() => recordVisit("/"), 1e9);\n'),
    );
    esbuild('--bundle', '--minify', '--sourcemap');
    const frame = pushFrame(built());
    const mangled = /function (\w+)\(/.exec(readFileSync(built(), 'utf8'))?.[1] ?? null;
    expect(mangled).to.not.equal('recordVisit');
    expectAuthorsLine({ ...frame, functionName: mangled });
  });

  it('an external map that the comment does not name', () => {
    esbuild('--sourcemap=external');
    expect(readFileSync(built(), 'utf8')).to.not.include('sourceMappingURL');
    expectAuthorsLine(pushFrame(built()));
  });

  it("webpack's names", () => {
    esbuild('--sourcemap');
    const mapFile = `${built()}.map`;
    const map = JSON.parse(readFileSync(mapFile, 'utf8')) as { sources: string[] };
    for (const name of [
      'webpack://shop/./src/visits.ts',
      'webpack:///./src/visits.ts?1a2b',
      'webpack://shop/src/visits.ts',
    ]) {
      writeFileSync(mapFile, JSON.stringify({ ...map, sources: [name] }));
      expectAuthorsLine(pushFrame(built()));
    }
  });

  it('no map, or a broken one: the file that runs', () => {
    esbuild('--sourcemap');
    const frame = pushFrame(built());
    writeFileSync(`${built()}.map`, '{ broken');
    expect(resolve(frame)).to.include({ file: 'dist/visits.js', line: frame.line, isOwn: true });
  });

  it('a file URL is a path', () => {
    tsc('--sourceMap');
    const frame = pushFrame(built());
    expectAuthorsLine({ ...frame, file: `file://${frame.file}` });
  });

  it('a package keeps its own file, with name and version', () => {
    const installed = path.join(folder, 'node_modules/@acme/pool');
    mkdirSync(path.join(installed, 'lib'), { recursive: true });
    writeFileSync(path.join(installed, 'package.json'), '{ "name": "@acme/pool", "version": "1.2.3" }');
    writeFileSync(path.join(installed, 'lib/pool.js'), 'exports.take = () => {};\n');
    const frame = resolve({
      functionName: 'take',
      file: path.join(installed, 'lib/pool.js'),
      line: 1,
      column: 1,
      isAsync: false,
    });
    expect(frame).to.include({
      package: '@acme/pool@1.2.3',
      isOwn: false,
      file: 'node_modules/@acme/pool/lib/pool.js',
    });
  });

  it("Node.js itself is nobody's package", () => {
    const frame = resolve({ functionName: 'connect', file: 'node:net', line: 1, column: 1, isAsync: false });
    expect(frame).to.include({ package: null, isOwn: false, file: 'node:net' });
  });

  it('shows the code around, marked', () => {
    tsc('--sourceMap');
    const code = createFrameResolver(createScriptLibrary(), folder).codeAround(pushFrame(built()));
    expect(code?.key).to.equal('src/visits.ts:7');
    expect(code?.text.split('\n').slice(1, 4)).to.deep.equal([
      '  6 | export function recordVisit(page: string): number {',
      '> 7 |   visits.push({ page });',
      '    |          ^',
    ]);
  });
});
