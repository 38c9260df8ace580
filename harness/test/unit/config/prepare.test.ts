import { expect } from 'chai';
import { failureOf, resolve } from './minimal-config.js';

const config = (target: object) => ({ targets: [{ name: 'app', ...target }], endpoints: ['GET /'] });
const prepareOf = (target: object) => {
  const [resolved] = resolve(config({ command: 'node server.js', ...target })).targets;
  return resolved?.launch.kind === 'spawn' ? resolved.launch.prepare : null;
};

describe('prepare of a target', () => {
  it('is nothing unless it is given, and has five minutes', () => {
    expect(prepareOf({})).to.equal(null);
    expect(prepareOf({ prepare: 'npm run seed' })).to.deep.equal({ command: 'npm run seed', timeoutMs: 300_000 });
    const given = { prepare: ['npm', 'run', 'seed'], prepareTimeoutMs: 5 };
    expect(prepareOf(given)).to.deep.equal({ command: ['npm', 'run', 'seed'], timeoutMs: 5 });
  });

  it('lets targets start from the same database', () => {
    const services = { postgres: true };
    const command = 'node server.js';
    expect(resolve({ ...config({ command }), services }).services.postgres).to.include({ startsAnew: false });
    const prepared = config({ command, prepare: 'npm run seed' });
    expect(resolve({ ...prepared, services }).services.postgres).to.include({ startsAnew: true });
  });

  for (const [target, words] of [
    [{ url: 'http://127.0.0.1:3000', prepare: 'npm run seed' }, '"prepare" goes with "command", not with "url"'],
    [{ command: 'node server.js', prepareTimeoutMs: 5 }, '"prepareTimeoutMs" goes with "prepare"'],
    [{ command: 'node server.js', prepare: [] }, 'a command line, or an array of program and arguments'],
    [{ command: 'node server.js', prepare: '' }, 'a non-empty string'],
  ] as const) {
    it(`is refused: ${JSON.stringify(target)}`, () => {
      expect(failureOf(config(target))).to.include(words);
    });
  }
});
