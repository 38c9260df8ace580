import { expect } from 'chai';
import { isNeverTakenFrom, isTakenByItself } from '../../../../../src/attribution/node/sites/taken-out.js';
import { createScriptLibrary } from '../../../../../src/attribution/node/source/script.js';
import { createFolderTree, type FolderTree } from '../../../../fixtures/folder-tree.js';

describe('attribution/taken-out', () => {
  let tree: FolderTree;
  beforeEach(() => {
    tree = createFolderTree();
  });
  afterEach(() => tree.remove());

  const link = (edge: string, className: string) => ({ edge, className, place: null });

  function isNeverTaken(code: string, ...edges: readonly string[]): boolean {
    const file = tree.file('shelf.mjs', code);
    const module = { edge: 'module', className: 'module', place: { file, line: 1, column: 1 } };
    const links = edges.map((edge) => link(edge, 'Set'));
    return isNeverTakenFrom([module, ...links, link('[entry]', 'Doc')], createScriptLibrary().script(file));
  }

  const shelf = (use: string) => `class Shelf { #docs = new Set(); open(doc) { this.#docs.add(doc); } ${use} }`;

  it('knows a private field and a variable of a module that are only added to, looked through and counted', () => {
    expect(
      isNeverTaken(shelf('mark() { for (const doc of this.#docs) doc.stale = true; }'), 'shelf', '#docs'),
    ).to.equal(true);
    const code =
      'const docs = [];\nexport const open = (doc) => docs.push(doc);\nexport const count = () => docs.length;';
    expect(isNeverTaken(code, 'docs')).to.equal(true);
  });

  for (const [what, use] of [
    ['takes one out', 'close(doc) { this.#docs.delete(doc); }'],
    ['starts anew', 'reset() { this.#docs = new Set(); }'],
    ['hands it to others', 'prune(by) { by(this.#docs); }'],
    ['gives it another name', 'drop() { const all = this.#docs; all.clear(); }'],
    ['makes it shorter', 'drop() { this.#docs.length = 0; }'],
    ['calls what it is told', 'call(how) { this.#docs[how](); }'],
    ['gives it away', 'get all() { return this.#docs; }'],
  ] as const) {
    it(`is not certain of a class that ${what}`, () => {
      expect(isNeverTaken(shelf(use), 'shelf', '#docs')).to.equal(false);
    });
  }

  it('asks those who call it of a field that they can reach', () => {
    const code = 'export class Shelf { docs = new Set(); open(doc) { this.docs.add(doc); } }';
    const scripts = createScriptLibrary();
    const scriptOf = (name: string, text: string) => scripts.script(tree.file(name, text));
    const isNeverTaken = (caller: string): boolean => {
      const other = scriptOf(`${caller.length}.mjs`, caller);
      const retainers = [link('module', 'module'), link('shelf', 'Shelf'), link('docs', 'Set'), link('[entry]', 'Doc')];
      return isNeverTakenFrom(retainers, scriptOf('shelf.mjs', code), other === null ? [] : [other]);
    };
    expect(isNeverTaken('shelf.open(1);')).to.equal(true);
    expect(isNeverTaken('shelf.docs.clear();')).to.equal(false);
  });

  it('is not certain of what nobody was seen to add to', () => {
    expect(isNeverTakenFrom([], null)).to.equal(false);
    expect(isNeverTaken('const docs = [];', 'docs')).to.equal(false);
  });

  const isTakenBySelf = (code: string): boolean => {
    const script = createScriptLibrary().script(tree.file('desk.mjs', code));
    const retainers = [
      link('module', 'module'),
      link('desk', 'Desk'),
      link('#asked', 'Map'),
      link('[entry]', 'Promise'),
    ];
    return isTakenByItself(retainers, script);
  };

  it('knows what only the function that adds would take out', () => {
    const rate =
      'rate(key) { const answer = ask(key).finally(() => this.#asked.delete(key)); this.#asked.set(key, answer); }';
    expect(isTakenBySelf(`class Desk { #asked = new Map(); ${rate} }`)).to.equal(true);
    expect(
      isTakenBySelf(`class Desk { #asked = new Map(); ${rate} clear(key) { this.#asked.delete(key); } }`),
    ).to.equal(false);
    const checked = 'clear(key) { if (this.#asked.has(key)) this.#asked.delete(key); }';
    expect(isTakenBySelf(`class Desk { #asked = new Map(); ${rate} ${checked} }`)).to.equal(false);
    const bounded = 'rate(key) { this.#asked.set(key, 1); if (this.#asked.size > 9) this.#asked.delete(key); }';
    expect(isTakenBySelf(`class Desk { #asked = new Map(); ${bounded} }`)).to.equal(false);
    expect(isTakenBySelf('class Desk { #asked = new Map(); rate(key) { this.#asked.set(key, 1); } }')).to.equal(false);
  });
});
