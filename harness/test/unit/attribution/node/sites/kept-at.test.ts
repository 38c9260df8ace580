import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { createdAt } from '../../../../../src/attribution/node/sites/created-at.js';
import { keptAt, writePlaces } from '../../../../../src/attribution/node/sites/kept-at.js';
import { createScriptLibrary } from '../../../../../src/attribution/node/source/script.js';
import type { RetainerLink } from '../../../../../src/model/evidence.js';

describe('attribution/node/sites', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'leakline-sites-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function write(code: string): string {
    const file = path.join(folder, 'module.mjs');
    writeFileSync(file, code);
    return file;
  }

  const chain = (file: string, ...links: readonly (readonly [edge: string, className: string])[]): RetainerLink[] => [
    { edge: 'module', className: 'module', place: { file, line: 1, column: 1 } },
    ...links.map(([edge, className]) => ({ edge, className, place: null })),
  ];
  const linesOf = (code: string, ...links: readonly (readonly [string, string])[]) =>
    keptAt(chain(write(code), ...links), [], createScriptLibrary()).map(({ line }) => line);

  it('does not take emptying for filling', () => {
    const code =
      'const hooks = [];\nfunction add(h) {\n  hooks.push(h);\n}\nfunction run() {\n  hooks.splice(0).map((h) => h());\n}';
    expect(linesOf(code, ['hooks', 'Array'], ['[n]', 'function'])).to.deep.equal([3]);
  });

  it('does not take starting anew for filling', () => {
    const code = 'let text = "";\nfunction add(t) {\n  text += t;\n}\nfunction clear() {\n  text = "";\n}';
    expect(linesOf(code, ['text', 'string'])).to.deep.equal([3]);
  });

  it('ranks what runs with each request before what runs once', () => {
    const code = 'const seen = new Set();\nseen.add("first");\nfunction see(x) {\n  seen.add(x);\n}';
    expect(linesOf(code, ['seen', 'Set'], ['[entry]', 'string'])).to.deep.equal([4, 2]);
  });

  it('ranks functions that were seen allocating first', () => {
    const code = 'const seen = new Set();\nfunction a(x) {\n  seen.add(x);\n}\nfunction b(x) {\n  seen.add({ x });\n}';
    const file = write(code);
    const seen = [{ functionName: 'b', file, line: 5, column: 11, isAsync: false }];
    const found = keptAt(chain(file, ['seen', 'Set'], ['[entry]', 'Object']), seen, createScriptLibrary());
    expect(found.map(({ line }) => line)).to.deep.equal([6, 3]);
  });

  it('tells the event of a listener', () => {
    const code = 'function f(feed) {\n  feed.on("close", f);\n  feed.on("tick", f);\n}';
    const links = [
      ['feed', 'EventEmitter'],
      ['_events', 'Object'],
      ['tick', 'Array'],
      ['[n]', 'function'],
    ] as const;
    expect(linesOf(code, ...links)).to.deep.equal([3]);
  });

  it('knows fields of classes, and elements by key', () => {
    const code = 'class Log {\n  rows = {};\n  add(key, row) {\n    this.rows[key] = row;\n  }\n}';
    expect(linesOf(code, ['log', 'Log'], ['rows', 'Object'], ['[entry]', 'Row'])).to.deep.equal([4]);
  });

  it('names no line in code that it cannot read', () => {
    expect(linesOf('this is no JavaScript', ['seen', 'Set'], ['[entry]', 'string'])).to.deep.equal([]);
  });

  const writtenIn = (code: string, ...links: readonly (readonly [string, string])[]) =>
    writePlaces(chain(write(code), ...links), [], createScriptLibrary()).map(({ frame, written }) => [
      frame.line,
      written.by === 'object' ? written.expression : `(by ${written.by})`,
    ]);

  it('gives the text of what is written to, where reading it again calls nothing', () => {
    const code = `const log = { rows: [] };
function a(row) {
  log.rows.push(row);
  this.log.rows.push(row);
  logs[row.id].rows.push(row);
  logOf(row).rows.push(row);
}`;
    expect(writtenIn(code, ['log', 'Object'], ['rows', 'Array'], ['[n]', 'Object'])).to.have.deep.members([
      [3, 'log.rows'],
      [4, 'this.log.rows'],
      [5, 'logs[row.id].rows'],
      [6, '(by growth)'],
    ]);
  });

  it('watches no line that runs once, and of listeners no object', () => {
    const code = 'feed.on("tick", first);\nfunction f(feed) {\n  feed.on("tick", f);\n  feed.on("close", f);\n}';
    const links = [
      ['feed', 'EventEmitter'],
      ['_events', 'Object'],
      ['tick', 'Array'],
      ['[n]', 'function'],
    ] as const;
    expect(writtenIn(code, ...links)).to.deep.equal([[3, '(by reaching)']]);
  });

  it('finds what waits for a promise, where the promise can be told', () => {
    const code = `async function serve(job) {
  await ready;
  await job();
  closing.then(done);
  await Promise.race([closing, job(), this.ready]);
  await Promise.all([job()]);
}`;
    const found = writtenIn(code, ['ready', 'Promise'], ['reactions_or_result', 'system / PromiseReaction']);
    expect(found).to.have.deep.members([
      [2, 'ready'],
      [4, 'closing'],
      [5, '[closing, this.ready]'],
    ]);
  });

  it('names no lines for what waits', () => {
    expect(linesOf('const f = async () => {\n  await ready;\n};', ['ready', 'system / PromiseReaction'])).to.deep.equal(
      [],
    );
  });

  const created = (code: string, className: string) =>
    createdAt(className, chain(write(code)), createScriptLibrary())?.line ?? null;

  it('finds where a class is made: by new before by create', () => {
    expect(
      created(
        'function createResolver() {\n  return new dns.Resolver();\n}\nconst f = () => createResolver();',
        'Resolver',
      ),
    ).to.equal(2);
    expect(created('const f = () =>\n  createHistogram({});', 'RecordableHistogram')).to.equal(2);
  });

  it('names none of several', () => {
    expect(created('const a = () => new Row();\nconst b = () => new Row();', 'Row')).to.equal(null);
  });
});
