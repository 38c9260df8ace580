import { expect } from 'chai';
import { calledAt } from '../../../../../src/attribution/node/sites/called-at.js';
import { parseProgram } from '../../../../../src/attribution/node/source/script.js';

const code = `async function open() {
  const client = new pg.Client(options());
  await client.connect();
  const rows = await store.find(keyOf(1));
  return connect(client);
}`;

function called(line: number, text: string) {
  const program = parseProgram(code);
  if (program === null) throw new Error('the code cannot be parsed');
  return calledAt(program, line, (code.split('\n')[line - 1] ?? '').indexOf(text) + 1);
}

describe('attribution/calledAt', () => {
  it('knows calls by the place at which V8 reports them', () => {
    expect(called(2, 'new')).to.deep.equal({ name: 'Client', isNew: true });
    expect(called(2, 'options')).to.deep.equal({ name: 'options', isNew: false });
    expect(called(3, 'connect')).to.deep.equal({ name: 'connect', isNew: false });
    expect(called(4, 'keyOf')).to.deep.equal({ name: 'keyOf', isNew: false });
    expect(called(5, 'connect(')).to.deep.equal({ name: 'connect', isNew: false });
  });

  it('knows what is awaited', () => {
    expect(called(3, 'await')).to.deep.equal({ name: 'connect', isNew: false });
    expect(called(4, 'await')).to.deep.equal({ name: 'find', isNew: false });
  });

  it('knows of no call where there is none', () => {
    expect(called(2, 'const')).to.equal(null);
  });
});
