import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { type CliCase, itRuns } from '../../fixtures/cli/cli-cases.js';
import type { CliSandbox } from '../../fixtures/cli/cli-sandbox.js';

/** Programs of a service, each of which would be taken for a configuration. None of them ends by itself. */
const programs: Readonly<Record<string, string>> = {
  'server.js': "require('node:http').createServer((_, r) => r.end('ok')).listen(0);",
  'app.ts':
    "import http from 'node:http';\nexport default http.createServer((_, r) => r.end('ok')).listen(0 as number);",
  'src/index.mjs':
    "import http from 'node:http';\nexport default 1;\nhttp.createServer().listen(0);\nawait new Promise(() => undefined);",
  'src/app.cjs': "module.exports = require('node:http').createServer();\nsetInterval(() => undefined, 1000);",
  'src/main.js': 'exports.start = () => undefined;\nsetInterval(() => undefined, 1000);',
  'src/needs.mjs': "export default 1;\nthrow new Error('DB_HOST is missing');",
  'my.config.js': "require('node:http').createServer((_, r) => r.end('ok')).listen(0);",
};

function write(sandbox: CliSandbox): void {
  mkdirSync(path.join(sandbox.folder, 'src'));
  for (const [name, text] of Object.entries(programs)) sandbox.write(name, text);
}

const refused = (title: string, args: readonly string[], words: readonly string[]): CliCase => ({
  title,
  args,
  prepare: write,
  check: ({ exitCode, stdout, stderr }, { output }) => {
    for (const word of words) expect(stderr).to.include(word);
    expect(exitCode).to.equal(4);
    expect(stdout).to.equal('');
    expect(existsSync(output), 'nothing is written').to.equal(false);
  },
});

const cured = (file: string, runner: string, ...words: readonly string[]): CliCase =>
  refused(
    `ends and says where the service ${file} belongs`,
    ['run', file, '--get', '/'],
    [`put it after \`--\`: leakline run --get /path -- ${runner} ${file}`, ...words],
  );

describe('leakline run with a service where a configuration belongs', () => {
  itRuns([
    cured('server.js', 'node', 'exports none', 'CONFIG_INVALID'),
    cured('app.ts', 'npx tsx', 'starts to listen', 'CONFIG_INVALID'),
    cured('src/index.mjs', 'node', 'starts to listen'),
    cured('src/app.cjs', 'node', 'exports none'),
    cured('src/main.js', 'node', 'exports none'),
    cured('src/needs.mjs', 'node', 'DB_HOST is missing', 'CONFIG_THROWS'),
    cured('my.config.js', 'node', 'starts to listen'),
  ]);
});

describe('leakline run with a command and no separator', () => {
  const put = (command: string): string => `put it after \`--\`: leakline run --get /path -- ${command}`;

  itRuns([
    refused(
      'says what lacks',
      ['run', 'node', 'server.js', '--get', '/'],
      ['too many arguments', put('node server.js')],
    ),
    refused(
      'says so of options that are of the command',
      ['run', 'node', '--inspect', 'server.js', '--get', '/'],
      ["unknown option '--inspect'", put('node --inspect server.js')],
    ),
    refused('says so of a program alone', ['run', 'npm', '--get', '/'], ['CONFIG_NOT_FOUND', put('npm')]),
    refused('says so of a command in one word', ['run', 'npm start'], ['CONFIG_NOT_FOUND', put('npm start')]),
    {
      title: 'takes a command in one word behind the separator',
      args: ['run', '--get', '/', '--ready', '/', '--budget', '2', '--diagnose', 'never', '--', 'node one-word.mjs'],
      prepare: (sandbox) =>
        void sandbox.write(
          'one-word.mjs',
          "import http from 'node:http';\nhttp.createServer((_, r) => r.end('ok')).listen(process.env.PORT);",
        ),
      check: ({ stderr }, sandbox) => {
        expect(stderr).to.include('server ready in');
        expect(sandbox.readResult().targets[0]?.failure).to.equal(null);
      },
    },
  ]);
});

describe('leakline run beside the folder of its configuration', () => {
  const config = 'export default {};';

  const elsewhere = (title: string, file: string, from: string, shown: string): CliCase => ({
    title,
    args: ['run'],
    // The working folder of a run is its sandbox: here a shell goes below it first.
    options: { through: ['sh', '-c', `cd ${from} && exec ${process.execPath} "$@"`, 'sh'] },
    prepare: (sandbox) => {
      mkdirSync(path.join(sandbox.folder, 'packages/api'), { recursive: true });
      sandbox.write(file, config);
    },
    check: ({ exitCode, stderr }) => {
      expect(stderr).to.include('CONFIG_NOT_FOUND').and.include(`leakline run --config ${shown}`);
      expect(exitCode).to.equal(4);
    },
  });

  itRuns([
    elsewhere('names the one in a folder around', 'leakline.config.ts', 'packages/api', '../../leakline.config.ts'),
    elsewhere(
      'names the one in a folder below',
      'packages/api/leakline.config.mjs',
      '.',
      'packages/api/leakline.config.mjs',
    ),
  ]);
});

describe('leakline with a run that is not there', () => {
  itRuns([
    refused(
      'names the word that was given to report',
      ['report', 'nope'],
      ['There is no run "nope"', 'RECORDING_UNREADABLE'],
    ),
    refused(
      'names the word that was given to analyze',
      ['analyze', 'nope'],
      ['There is no run "nope"', 'RECORDING_UNREADABLE'],
    ),
    refused(
      'names the word that was given to compare',
      ['compare', 'nope', '.'],
      ['There is no run "nope"', 'RESULT_UNREADABLE'],
    ),
    refused('says that nothing was measured yet', ['report'], ['"reports/latest"', 'Nothing was measured here yet']),
  ]);
});
