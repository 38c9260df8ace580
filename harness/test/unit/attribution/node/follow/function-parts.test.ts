import { expect } from 'chai';
import {
  argumentMadeAt,
  callbacksAt,
  followedAt,
  storeMadeAt,
} from '../../../../../src/attribution/node/follow/function-parts.js';
import { createScriptLibrary } from '../../../../../src/attribution/node/source/script.js';
import { createFolderTree, type FolderTree } from '../../../../fixtures/folder-tree.js';
import { frame, placeIn } from './evidence.js';

const code = `function plain(a, { b, inner: [c, ...d] }, e = 1, ...f) {
  return a;
}
function named(job) {
  done(job);
}
function hands() {
  queue.run(named, (error, client) => client, 3);
  queue.runs(unknown);
}
async function makes(given) {
  const signal = new AbortController();
  const other = await open();
  const name = 'text';
  queue.add(signal);
  queue.put({ inner: { other }, name });
  queue.both(signal, other);
  queue.given(given, name);
}
queue.outside(plain);
const answers = createStore({ max: 9 });
const settings = {};
`;

describe('attribution/function-parts', () => {
  let tree: FolderTree;
  before(() => {
    tree = createFolderTree();
  });
  after(() => tree.remove());

  function at(text: string) {
    const file = tree.file('code.mjs', code);
    const { line, column } = placeIn(code, text);
    return [frame(file, line, column), createScriptLibrary().script(file)] as const;
  }

  it('names the parameters of the function around a place, those within patterns too', () => {
    const [place, script] = at('return a');
    expect(followedAt(place, script)).to.deep.equal({
      place: { file: place.file, line: 2, column: 3 },
      parameters: ['a', 'b', 'c', 'd', 'e', 'f'],
    });
  });

  it('knows no parameters of code that it cannot read, or outside of functions', () => {
    expect(followedAt(frame('node:net', 3), null)).to.deep.equal({
      place: { file: 'node:net', line: 3, column: 1 },
      parameters: null,
    });
    expect(followedAt(...at('outside(')).parameters).to.equal(null);
  });

  it('finds the functions that a call hands over, by where their bodies begin', () => {
    const [place, script] = at('run(');
    const found = callbacksAt(place, script);
    expect(found.map(({ parameters }) => parameters)).to.deep.equal([['job'], ['error', 'client']]);
    const bodies = [placeIn(code, '{\n  done'), placeIn(code, 'client, 3')];
    expect(found.map(({ place: { line, column } }) => ({ line, column }))).to.deep.equal(bodies);
    expect(found.every(({ place: { file } }) => file === place.file)).to.equal(true);
  });

  it('finds none where names are not known, or nothing can be read', () => {
    expect(callbacksAt(...at('runs('))).to.deep.equal([]);
    expect(callbacksAt(frame('node:net'), null)).to.deep.equal([]);
  });

  it('finds where the object was made that a call hands over, alone or within another', () => {
    expect(argumentMadeAt(...at('add('))).to.deep.equal(placeIn(code, 'new AbortController'));
    expect(argumentMadeAt(...at('put('))).to.deep.equal(placeIn(code, 'await open'));
  });

  it('finds where a module makes the store in which a chain begins', () => {
    const [{ file }, script] = at('answers');
    const chain = (edge: string, from = file) => [
      { edge: 'module', className: 'module', place: { file: from, line: 1, column: 1 } },
      { edge, className: 'Store', place: null },
    ];
    expect(storeMadeAt(chain('answers'), script)).to.deep.equal(placeIn(code, 'answers = '));
    expect(storeMadeAt(chain('settings'), script)).to.equal(null);
    expect(storeMadeAt(chain('answers', tree.path('other.mjs')), script)).to.equal(null);
    expect(storeMadeAt(chain('answers'), null)).to.equal(null);
    expect(storeMadeAt([], script)).to.equal(null);
  });

  it('names none of several, and nothing that was not made there', () => {
    expect(argumentMadeAt(...at('both('))).to.equal(null);
    expect(argumentMadeAt(...at('given('))).to.equal(null);
    expect(argumentMadeAt(...at('outside('))).to.equal(null);
    expect(argumentMadeAt(frame('node:net'), null)).to.equal(null);
  });
});
