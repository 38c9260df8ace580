import { existsSync, readdirSync } from 'node:fs';
import { expect } from 'chai';
import { type CliCase, itRuns } from '../../fixtures/cli/cli-cases.js';
import { type CliSandbox, server } from '../../fixtures/cli/cli-sandbox.js';

const targets = [{ name: 'app', command: server('answers') }];

/** A case that is refused with exit code 4 and these words, before anything is started or written. */
const refused = (
  title: string,
  args: readonly string[],
  words: readonly string[],
  change: Partial<CliCase> = {},
): CliCase => ({
  title,
  args,
  prepare: (sandbox) => sandbox.configure({}),
  check: ({ exitCode, stdout, stderr }, { output }) => {
    for (const word of words) expect(stderr).to.include(word);
    expect(exitCode).to.equal(4);
    expect(stdout).to.equal('');
    expect(existsSync(output), 'nothing is written').to.equal(false);
  },
  ...change,
});

const configuredAs = (name: string, text: string) => ({
  prepare: (sandbox: CliSandbox) => void sandbox.write(name, text),
});
const json = (config: unknown) => configuredAs('leakline.config.json', JSON.stringify(config));

describe('leakline with wrong arguments', () => {
  itRuns([
    refused('names an unknown option', ['run', '--bugdet', '5'], ["unknown option '--bugdet'", '--budget']),
    refused('names an unknown command', ['rum'], ["unknown command 'rum'", 'run']),
    refused('shows the commands when none is given', [], ['analyze', 'No command was given']),
    refused('wants an endpoint for a command', ['run', '--', 'node', 'x.mjs'], ['No endpoint was given', '--get']),
    refused('wants a number where one belongs', ['run', '--budget', 'soon'], ["'soon'", 'must be a number']),
    refused(
      'names the services there are',
      ['run', '--service', 'mongodb', '--get', '/', '--', 'node', 'x.mjs'],
      ["'mongodb'", 'postgres, mysql, redis', 'USAGE'],
    ),
    refused('wants an endpoint before its body', ['run', '--body', '{}'], ['--body', '--get, --post, --put']),
    refused('names the reporter that was meant', ['run', '--reporter', 'junti'], ['did you mean "junit"?']),
    refused('names a reporter that is not there', ['run', '--reporter', './mine.mjs'], ['no reporter ./mine.mjs']),
    refused(
      'names a tolerance for an unknown metric',
      ['run', '--tolerance', 'heapUsed=5'],
      ['Unknown metric "heapUsed"', 'did you mean "heapUsedBytes"?', 'UNKNOWN_METRIC'],
    ),
    refused(
      'suggests the endpoint that was meant',
      ['run', '--endpoint', 'GET /x'],
      ['No target has an endpoint "GET /x"', 'did you mean "GET /"?', 'UNKNOWN_ENDPOINT'],
    ),
    refused(
      'names the targets there are',
      ['run', '--target', 'nobody'],
      ['No target is named "nobody"', 'the configuration has: app'],
    ),
    refused(
      'refuses --target beside a command',
      ['run', '--target', 'app', '--get', '/', '--', 'node', 'x.mjs'],
      ['--target'],
    ),
    refused('refuses --service beside a configuration', ['run', '--service', 'redis'], ['--service', 'configuration']),
    refused(
      'refuses a configuration beside a command',
      ['run', 'my.config.json', '--get', '/', '--', 'node', 'x.mjs'],
      ['my.config.json'],
    ),
    refused('refuses a URL that is none', ['run'], ['DATABASE_URL', 'postgres://user:password@host'], {
      prepare: (sandbox) => sandbox.configure({}, { services: { postgres: true } }),
      options: { env: { DATABASE_URL: 'localhost:5432' } },
      check: ({ exitCode, stderr }, { output }) => {
        expect(stderr).to.include("'localhost:5432'").and.include('CONFIG_INVALID');
        expect(exitCode).to.equal(4);
        expect(readdirSync(output)).to.deep.equal([]);
      },
    }),
  ]);
});

describe('leakline with a wrong configuration', () => {
  itRuns([
    refused('says what it looked for when there is none', ['run'], ['No configuration file in', 'leakline.config.ts'], {
      prepare: () => undefined,
    }),
    refused(
      'names the file that does not exist',
      ['run', 'other.config.ts'],
      ['"other.config.ts"', 'CONFIG_NOT_FOUND'],
    ),
    refused(
      'shows where a configuration throws',
      ['run'],
      ['TypeError: no such thing', 'leakline.config.mjs', 'CONFIG_THROWS'],
      {
        ...configuredAs('leakline.config.mjs', "throw new TypeError('no such thing');"),
      },
    ),
    refused(
      'names an unknown key and the one that was meant',
      ['run'],
      ['budge: unknown key; did you mean "budget"?', 'CONFIG_INVALID'],
      {
        ...json({ targets, endpoints: ['GET /'], budge: { seconds: 1 } }),
      },
    ),
    refused('names an unknown metric', ['run'], ['Unknown metric "pg.connection"', 'did you mean "pg.connections"?'], {
      ...json({ targets, endpoints: ['GET /'], metrics: ['pg.connection'] }),
    }),
    refused('names a target without endpoints', ['run'], ['app', 'endpoint'], json({ targets })),
    refused('is not taken for clean when it ends the process', ['run'], [], {
      ...configuredAs('leakline.config.mjs', 'process.exit(0);'),
      check: ({ exitCode, stderr }) => {
        expect(stderr).to.include('came to its end before the run did').and.include('process.exit()');
        expect(exitCode).to.equal(3);
      },
    }),
    refused('is not taken for clean when it never comes', ['run'], [], {
      ...configuredAs('leakline.config.mjs', 'export default () => new Promise(() => undefined);'),
      check: ({ exitCode, stderr }) => {
        expect(stderr).to.include('came to its end before the run did');
        expect(exitCode).to.equal(3);
      },
    }),
  ]);
});
