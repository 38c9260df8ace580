import { createServer, type Server } from 'node:net';
import { expect } from 'chai';
import { type CliCase, itRuns } from '../../fixtures/cli/cli-cases.js';
import { type CliSandbox, server } from '../../fixtures/cli/cli-sandbox.js';

type Configuration = Parameters<CliSandbox['configure']>;

/** For what must not get ready: long enough for a start of Node.js on a busy machine, so that it has said what it says. */
const soon = { readyTimeoutMs: 5_000 };

/** A run that fails with this code, says these words, and writes everything it can. */
const fails = (title: string, [target, changes]: Configuration, code: string, words: readonly string[]): CliCase => ({
  title,
  args: ['run'],
  prepare: (sandbox) => sandbox.configure({ stopGraceMs: 300, ...target }, { requestTimeoutMs: 1_000, ...changes }),
  async check({ exitCode, stdout }, sandbox) {
    const result = await sandbox.assertComplete();
    const [app] = result.targets;
    for (const word of words) expect(app?.failure?.message).to.include(word);
    expect(stdout.replaceAll(/\s+/g, ' ')).to.include(words[0]).and.include(`[${code}]`).and.include('app failed');
    expect(app?.failure?.code).to.equal(code);
    expect([app?.verdict, result.verdict, result.exitCode, exitCode]).to.deep.equal(['failed', 'failed', 3, 3]);
  },
});

describe('leakline run with a target that fails', () => {
  let occupant: Server;
  const occupied = { port: 0 };

  before((done) => {
    occupant = createServer().listen(0, '127.0.0.1', () => {
      occupied.port = (occupant.address() as { port: number }).port;
      done();
    });
  });
  after((done) => void occupant.close(done));

  itRuns([
    fails('exits at once', [{ command: server('exits-at-once') }], 'TARGET_EXITED', [
      'exit code 7',
      'no configuration found',
    ]),
    fails('is no program', [{ command: 'no-such-program --at-all' }], 'TARGET_EXITED', [
      'ENOENT',
      'no-such-program --at-all',
    ]),
    fails('never listens', [{ ...soon, command: server('never-listens') }], 'TARGET_NOT_READY', [
      '5000 ms',
      'ECONNREFUSED',
      'thinking',
    ]),
    fails('listens on another port', [{ command: server('listens-elsewhere') }], 'TARGET_WRONG_PORT', [
      'but was given PORT=',
      'process.env.PORT',
    ]),
    fails(
      'is ready by a path that answers 500',
      [{ ...soon, command: server('answers-500'), ready: '/' }],
      'TARGET_NOT_READY',
      ['answered 500: the pantry is empty'],
    ),
    {
      ...fails('has its port taken', [{}], 'PORT_IN_USE', ['is in use by process']),
      prepare: (sandbox) => sandbox.configure({ port: occupied.port }),
    },
    fails('crashes under load', [{ command: server('crashes-under-load') }], 'TARGET_CRASHED', [
      'exit code 1 while GET / was driven',
      'no seat left at table 21',
    ]),
    fails('blocks its event loop for ever', [{ command: server('blocks-for-ever') }], 'AGENT_UNRESPONSIVE', [
      'event loop is blocked',
      'after 1 request to GET /',
      'was not answered within 1000 ms',
    ]),
    {
      title: 'answers 500 to everything',
      args: ['run'],
      prepare: (sandbox) => sandbox.configure({ command: server('answers-500') }),
      async check({ exitCode, stdout }, sandbox) {
        const result = await sandbox.assertComplete();
        const [endpoint] = result.targets[0]?.endpoints ?? [];
        expect(endpoint?.verdict).to.equal('failed');
        expect(endpoint?.advice).to.include('GET / answered 500: the pantry is empty');
        expect(stdout.replaceAll(/\s+/g, ' ')).to.include('GET / answered 500: the pantry is empty');
        expect([result.exitCode, exitCode]).to.deep.equal([3, 3]);
      },
    },
    {
      ...fails('finds no folder for temporary files', [{}], 'TMPDIR_UNWRITABLE', ['/leakline-nowhere', 'Set TMPDIR']),
      options: { env: { TMPDIR: '/leakline-nowhere' } },
    },
    {
      title: 'finds no folder for the data of its services',
      args: ['run'],
      options: { env: { TMPDIR: '/leakline-nowhere' } },
      prepare: (sandbox) => sandbox.configure({}, { services: { redis: { provider: 'local' } } }),
      async check({ exitCode, stdout }, sandbox) {
        const { warnings, exitCode: written } = await sandbox.assertComplete();
        expect(warnings.map(({ code }) => code)).to.deep.equal(['TMPDIR_UNWRITABLE']);
        expect(stdout).to.include('/leakline-nowhere').and.include('[TMPDIR_UNWRITABLE]');
        expect([written, exitCode]).to.deep.equal([3, 3]);
      },
    },
    {
      title: 'does not fail the others',
      args: ['run', '--endpoint', 'GET /'],
      prepare: (sandbox) =>
        sandbox.configure(
          {},
          {
            targets: [
              { name: 'broken', command: server('exits-at-once') },
              { name: 'leaky', command: server('leaks-descriptors') },
            ],
          },
        ),
      async check({ exitCode }, sandbox) {
        const { targets } = await sandbox.assertComplete();
        expect(targets.map(({ verdict }) => verdict)).to.deep.equal(['failed', 'leaking']);
        expect(exitCode).to.equal(3);
      },
    },
  ]);
});
