import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { coarse, createSandbox, server } from '../../fixtures/cli/cli-sandbox.js';

const hostile = '</script><img src=x onerror=alert(1)>';

/** What a configuration and a shell hold that is nobody else's business, each where a run could pick it up. */
const secrets = {
  'a header of a request': 'header-secret-word',
  'a cookie': 'cookie-secret-word',
  'the body of a request': 'body-secret-word',
  'the environment of the target': 'target-secret-word',
  'the environment of the harness': 'shell-secret-word',
  'the password of a database nobody asked for': 'url-secret-word',
} as const;

describe('what a run keeps to itself', () => {
  const sandbox = createSandbox();
  const files = new Map<string, string>();
  let said: string;

  before(async () => {
    const endpoint = {
      id: hostile,
      method: 'POST',
      path: '/orders',
      headers: { authorization: `Bearer ${secrets['a header of a request']}`, cookie: `id=${secrets['a cookie']}` },
      body: { card: secrets['the body of a request'] },
    };
    sandbox.configure(
      { command: server('leaks-descriptors'), env: { API_KEY: secrets['the environment of the target'] } },
      { endpoints: [endpoint], tolerances: coarse, budget: { seconds: 8 } },
    );
    const { stdout, stderr, exitCode } = await sandbox.run(
      ['run', '--reporter', 'list', '--reporter', 'markdown=run.md'],
      {
        env: {
          TOKEN: secrets['the environment of the harness'],
          DATABASE_URL: `postgres://me:${secrets['the password of a database nobody asked for']}@127.0.0.1:1/app`,
        },
      },
    );
    expect(exitCode, stderr).to.equal(1);
    said = stdout + stderr;
    files.set('run.md', sandbox.read('run.md'));
    for (const name of readdirSync(sandbox.runFolder())) {
      files.set(name, readFileSync(path.join(sandbox.runFolder(), name), 'utf8'));
    }
  });
  after(() => sandbox.remove());

  it('is looked for in every file of the run', () =>
    expect([...files.keys()]).to.include.members(['recording.ndjson', 'result.json', 'report.html', 'run.md']));

  for (const [place, secret] of Object.entries(secrets)) {
    it(`is ${place}`, () => {
      expect(said).to.not.include(secret);
      for (const [name, text] of files) expect(text.includes(secret), name).to.equal(false);
    });
  }

  it('writes the name of an endpoint as it is, and lets it end no script of the page', () => {
    const page = files.get('report.html') ?? '';
    expect(JSON.parse(files.get('result.json') ?? '').targets[0].endpoints[0].id).to.equal(hostile);
    expect(files.get('recording.ndjson')).to.include(JSON.stringify(hostile));
    expect(page).to.include('\\u003c/script>\\u003cimg src=x onerror=alert(1)>');
    expect(page).to.not.include('<img');
    expect(files.get('run.md')).to.not.match(/(?<![\\`])<img(?![^`]*`)/);
  });
});
