import { expect } from 'chai';
import { type CliSandbox, createSandbox, server } from '../../fixtures/cli/cli-sandbox.js';

const command = ['--', ...server('wants-login').split(' ')];
const body = ['--body', '{"user":"ann","password":"pass-of-ann"}'];

describe('leakline run with a login that is not right', () => {
  let sandbox: CliSandbox;
  beforeEach(() => {
    sandbox = createSandbox();
  });
  afterEach(() => sandbox.remove());

  it('says which login was refused, masks what it sent, and measures nothing', async () => {
    const wrong = ['--body', '{"user":"ann","password":"not-her-password"}'];
    const { exitCode, stdout, stderr } = await sandbox.run([
      'run',
      '--before',
      'POST /login',
      ...wrong,
      '--get',
      '/plain',
      ...command,
    ]);
    expect(exitCode).to.equal(3);
    expect(stdout).to.match(/before \(client \d of 32\): POST \/login answered 403: wrong password for ann: \[/);
    expect(stdout).to.include('[SETUP_FAILED]');
    expect(stdout + stderr).to.not.include('not-her-password');
    expect(sandbox.readResult().targets[0]?.endpoints[0]?.load.sent).to.equal(0);
  });

  it('says which value is not in the answer', async () => {
    const capture = ['--capture', 'token=$.access_token'];
    const { exitCode, stdout } = await sandbox.run([
      'run',
      '--setup',
      'POST /login',
      ...body,
      ...capture,
      '--get',
      '/plain',
      ...command,
    ]);
    expect(exitCode).to.equal(3);
    expect(stdout.replace(/\s+/g, ' ')).to.match(
      /setup: POST \/login: "\$\.access_token" is not in the answer 200: \{"session":\{"token":"\*\*\*"\}\}/,
    );
  });

  it('tells of a teardown that fails, and keeps the verdict', async () => {
    sandbox.configure({ command: server('answers') }, { teardown: [{ path: '/', expectStatus: 418 }] });
    const { exitCode, stdout } = await sandbox.run(['run']);
    expect(exitCode).to.equal(0);
    expect(stdout.replace(/\s+/g, ' ')).to.match(
      /What teardown should undo may be left: teardown: GET \/ answered 200: .* \[TEARDOWN_FAILED\]/,
    );
  });

  const refusals: readonly (readonly [what: string, args: readonly string[], words: string])[] = [
    ['a request without a path', ['--before', 'login'], '--before takes a request such as "POST /login", not "login"'],
    ['a capture without a source', ['--before', '/login', '--capture', 'token'], '--capture takes "name=where"'],
    ['a capture of nothing', ['--capture', 'token=$.token'], '--capture refines a request'],
    [
      'a body that is not there',
      ['--post', '/x', '--body', '@none.json'],
      '--body @none.json: the file cannot be read (ENOENT',
    ],
    ['a data file that is not there', ['--data', 'none.csv'], 'The data file "'],
    ['a name that nothing gives', ['--get', '/users/{id}'], '{id} of GET /users/{id} has no value'],
    [
      'a column that is not there',
      ['--data', 'users.csv', '--get', '/{email}'],
      '(known: n, uuid, random, user, password)',
    ],
    ['two configurations', ['--config', 'a.ts', 'b.ts'], 'Two configurations are given: b.ts and --config a.ts'],
  ];
  for (const [what, args, words] of refusals) {
    it(`refuses ${what}`, async () => {
      sandbox.write('users.csv', 'user,password\nann,x\n');
      const inline = what === 'two configurations' ? [] : command;
      const { exitCode, stderr } = await sandbox.run(['run', ...args, '--get', '/plain', ...inline]);
      expect(exitCode, stderr).to.equal(4);
      expect(stderr.replace(/\s+/g, ' ')).to.include(words);
    });
  }
});
