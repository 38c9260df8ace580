import { expect } from 'chai';
import { type CliCase, itRuns } from '../../fixtures/cli/cli-cases.js';
import { server } from '../../fixtures/cli/cli-sandbox.js';

const env = { API_TOKEN: 'shell-secret-word', DATABASE_URL: 'postgres://me:url-secret-word@127.0.0.1:1/app' };

/** A command that says so, and tells no secret on the way. */
const fails = (title: string, said: string, rest: Pick<CliCase, 'args'> & Partial<CliCase>): CliCase => ({
  title,
  options: { env },
  check({ stdout, stderr }) {
    expect((stdout + stderr).replaceAll(/\s+/g, ' ')).to.include(said);
    expect(stdout + stderr).to.not.include('secret-word');
  },
  ...rest,
});

const throwing = (what: string): Pick<CliCase, 'args' | 'prepare'> => ({
  args: ['run'],
  prepare: (sandbox) => void sandbox.write('leakline.config.mjs', `throw ${what};`),
});

describe('errors of the command line', () => {
  itRuns([
    fails('a configuration that throws a variable', 'CONFIG_THROWS', throwing('new Error(process.env.API_TOKEN)')),
    fails('a configuration that throws a text', 'CONFIG_THROWS', throwing('"no " + process.env.DATABASE_URL')),
    fails('a configuration whose error has a cause', 'CONFIG_THROWS', {
      ...throwing('new Error("x", { cause: new Error(process.env.API_TOKEN) })'),
    }),
    fails('an unexpected error', 'fault of Leakline', {
      args: ['run'],
      prepare: (sandbox) =>
        void sandbox.write(
          'leakline.config.mjs',
          'setTimeout(() => { throw new Error(process.env.API_TOKEN) }); await new Promise((go) => setTimeout(go, 1000)); export default {};',
        ),
    }),
    fails('a value that is not allowed', 'CONFIG_INVALID', {
      args: ['run'],
      prepare: (sandbox) => sandbox.configure({ url: `http://${env.API_TOKEN}/path` }),
    }),
    fails('an endpoint that is not there', 'UNKNOWN_ENDPOINT', {
      args: ['run', '--endpoint', `GET /${env.API_TOKEN}`],
      prepare: (sandbox) => sandbox.configure({}),
    }),
    fails('a command line', 'USAGE', { args: ['run', '--get', '/', '--header', env.API_TOKEN, '--', 'node', '.'] }),
    fails('a server that refuses', 'refused the connection', {
      args: ['run'],
      prepare: (sandbox) => sandbox.configure({}, { services: { postgres: { provider: 'url' } } }),
    }),
    fails('a server whose address is wrong', 'CONFIG_INVALID', {
      args: ['run'],
      options: { env: { DATABASE_URL: 'postgres://me:url-secret-word@host:port/app' } },
      prepare: (sandbox) => sandbox.configure({}, { services: { postgres: { provider: 'url' } } }),
    }),
    fails('a database that is not dumped', 'DUMP_FAILED', { args: ['services', 'dump', 'x.sql'] }),
    fails('a target that is no program', 'could not be started', {
      args: ['run'],
      prepare: (sandbox) => sandbox.configure({ command: ['./no-program', '--token=cli-secret-word', env.API_TOKEN] }),
    }),
    fails('a target that is not ready, by its answers', 'was not ready within', {
      args: ['run'],
      prepare: (sandbox) =>
        sandbox.configure({ command: server('tells-all'), ready: '/?tell=env', readyTimeoutMs: 4_000 }),
    }),
    fails('a reporter that cannot be loaded', 'USAGE', {
      args: ['run', '--reporter', './mine.mjs'],
      prepare: (sandbox) => {
        sandbox.configure({});
        sandbox.write('mine.mjs', 'throw new Error(process.env.API_TOKEN)');
      },
    }),
  ]);
});
