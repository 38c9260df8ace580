import { expect } from 'chai';
import { parseCommand } from '../../../src/target/command.js';

describe('parseCommand', () => {
  it('runs a plain command directly', () => {
    expect(parseCommand('node  dist/server.js --port=1')).to.deep.equal({
      file: 'node',
      args: ['dist/server.js', '--port=1'],
      isWrapper: false,
    });
  });

  it('keeps what stands in quotes together', () => {
    expect(parseCommand(`node 'my app.js' "a b" ""`).args).to.deep.equal(['my app.js', 'a b', '']);
  });

  it('knows that npm only starts the program', () => {
    expect(parseCommand('/usr/bin/npm start')).to.deep.equal({
      file: '/usr/bin/npm',
      args: ['start'],
      isWrapper: true,
    });
  });

  for (const command of [
    'node a.js && node b.js',
    'A=1 node a.js',
    'node $FILE',
    'node "a',
    'node a"b c"',
    'node *.js',
  ]) {
    it(`leaves to the shell: ${command}`, () => {
      expect(parseCommand(command)).to.deep.equal({ file: '/bin/sh', args: ['-c', command], isWrapper: true });
    });
  }
});
