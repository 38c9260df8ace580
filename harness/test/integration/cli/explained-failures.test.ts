import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { expect } from 'chai';
import { type CliCase, itRuns } from '../../fixtures/cli/cli-cases.js';
import { type CliSandbox, server } from '../../fixtures/cli/cli-sandbox.js';

/** One endpoint of a service that lacks something, and what the terminal has to say of it. */
const explains = (
  title: string,
  endpoint: string,
  words: readonly string[],
  change: Partial<CliCase> = {},
): CliCase => ({
  title,
  args: ['run'],
  prepare: (sandbox) =>
    sandbox.configure({ command: server('fails-as-told') }, { endpoints: [endpoint], requestTimeoutMs: 1_000 }),
  check({ stdout }) {
    for (const word of words) expect(stdout.replaceAll(/\s+/g, ' ')).to.include(word);
  },
  ...change,
});

const speaks = (title: string, target: Parameters<CliSandbox['configure']>[0], words: readonly string[]): CliCase => ({
  title,
  args: ['run'],
  prepare: (sandbox) => sandbox.configure({ command: server('speaks-otherwise'), readyTimeoutMs: 4_000, ...target }),
  check({ stdout, exitCode }, sandbox) {
    for (const word of words) expect(stdout.replaceAll(/\s+/g, ' ')).to.include(word);
    expect(sandbox.readResult().targets[0]?.failure?.code).to.equal('TARGET_WRONG_PROTOCOL');
    expect(exitCode).to.equal(3);
  },
});

/** Names a service that runs already by the wrong scheme. */
const misnamed = (title: string, words: readonly string[]): CliCase => ({
  ...speaks(title, {}, words),
  prepare: (sandbox) => sandbox.configure({}, { targets: [{ name: 'app', url: `http://127.0.0.1:${running.port}` }] }),
});

/** Where a server speaks TLS. */
const running = { port: 0 };

const pem = (name: string): string => readFileSync(new URL(`../../fixtures/tls/${name}.pem`, import.meta.url), 'utf8');

describe('leakline run with a service that lacks something', () => {
  let occupant: Server;
  let overTls: Server;
  const occupied = { port: 0 };

  before(async () => {
    occupant = createServer().listen(0, '127.0.0.1');
    overTls = createTlsServer({ key: pem('server-key'), cert: pem('server') }, (_request, response) => response.end());
    overTls.listen(0, '127.0.0.1');
    await Promise.all([once(occupant, 'listening'), once(overTls, 'listening')]);
    occupied.port = (occupant.address() as AddressInfo).port;
    running.port = (overTls.address() as AddressInfo).port;
  });
  after(() => {
    occupant.close();
    overTls.close();
  });

  itRuns([
    explains('names headers and a login where it wants to know who asks', 'GET /unknown', [
      'The service wants to know who asks (401)',
      '`headers`',
      '`setup`',
      '`before`',
      'docs/auth.md',
    ]),
    explains('names them where it refuses who asks', 'GET /forbidden', ['(403)', '`headers`', 'docs/auth.md']),
    explains('names `prepare` and `restore` where a table is not there', 'GET /table', [
      'The table "users" is not there',
      '`prepare`',
      '`services.postgres.restore`',
    ]),
    explains('shows what the service printed where its answer says nothing', 'GET /prints', [
      'app printed: error: relation "orders" does not exist',
      'The table "orders" is not there',
      '`prepare`',
      '[TARGET_PRINTED]',
    ]),
    explains('offers a server where nobody listens', 'GET /database', [
      'looks for PostgreSQL at 127.0.0.1:5432',
      '--service postgres',
    ]),
    explains("suggests abort: 'response' for an answer that does not end", 'GET /stream', [
      'GET /stream answered 200, and its answer did not end within 1000 ms',
      "`abort: 'response'`",
    ]),
    explains(
      'explains why it could not start',
      'GET /',
      ['looks for PostgreSQL at 127.0.0.1:5432', '[TARGET_EXITED]'],
      {
        prepare: (sandbox) => {
          const file = sandbox.write(
            'starts-with-database.mjs',
            "throw new Error('connect ECONNREFUSED 127.0.0.1:5432');",
          );
          sandbox.configure({ command: `node ${file}` });
        },
      },
    ),
    explains('says that the port it insists on is taken', 'GET /', ['is taken by another process', '--port '], {
      prepare: (sandbox) =>
        sandbox.configure({ command: server('wants-port-of-another'), env: { TAKEN: String(occupied.port) } }),
    }),
    speaks('says that it speaks HTTP/2', {}, ['It speaks HTTP/2 alone']),
    speaks('says so where it is asked for its ready path', { ready: '/' }, ['It speaks HTTP/2 alone']),
    misnamed('says that it speaks TLS', ['It speaks TLS', 'https://127.0.0.1:', '--url']),
  ]);
});

describe('leakline run with a service that looks for its database elsewhere', () => {
  itRuns([
    explains(
      'names the variables that say where it is',
      'GET /database',
      ['the server of the run is elsewhere: DATABASE_URL, or PGHOST', "DB_HOST: '${postgres.host}'"],
      {
        prepare: (sandbox) =>
          sandbox.configure(
            { command: server('fails-as-told') },
            { endpoints: ['GET /database'], services: { postgres: true } },
          ),
      },
    ),
  ]);
});
