import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { type CliOutcome, type CliSandbox, createSandbox, server } from '../../fixtures/cli/cli-sandbox.js';

const login = ['--header', 'authorization: Bearer {token}', '--capture', 'token=$.session.token'];
const before = [...login.slice(0, 2), '--before', 'POST /login', '--body', '@login.json', ...login.slice(2)];
const command = ['--', ...server('wants-login').split(' ')];
const token = /\b[\da-f]{24}\b/;

describe('leakline run of a service behind a login', () => {
  let sandbox: CliSandbox;

  beforeEach(() => {
    sandbox = createSandbox();
    sandbox.write('login.json', '{ "user": "ann", "password": "pass-of-ann" }');
  });
  afterEach(() => sandbox.remove());

  /** Everything that the run wrote or said, by place. */
  const written = ({ stdout, stderr }: CliOutcome): readonly (readonly [place: string, text: string])[] => [
    ['stdout', stdout],
    ['stderr', stderr],
    ...readdirSync(sandbox.runFolder()).map((name): [string, string] => [
      name,
      readFileSync(path.join(sandbox.runFolder(), name), 'utf8'),
    ]),
  ];

  const holdsNoSecret = (outcome: CliOutcome): void => {
    for (const [place, text] of written(outcome)) {
      expect(text, place).to.not.match(token);
      expect(text, place).to.not.include('pass-of-ann');
    }
  };

  const verdicts = (): Readonly<Record<string, string>> =>
    Object.fromEntries(
      sandbox.readResult().targets.flatMap(({ endpoints }) => endpoints.map(({ id, verdict }) => [id, verdict])),
    );

  it('finds the leak, its line, and clears what is clean', async () => {
    const outcome = await sandbox.run([
      ...['run', '--diagnose', 'always', ...before, '--get', '/kept', '--get', '/plain'],
      ...command,
    ]);
    expect(outcome.exitCode, outcome.stderr).to.equal(1);
    expect(verdicts()).to.deep.equal({ 'GET /kept': 'leaking', 'GET /plain': 'clean' });
    expect(outcome.stdout, outcome.stderr).to.include('wants-login.mjs:16');
    expect(outcome.stdout).to.not.include('LOGINS_MEASURED');
    holdsNoSecret(outcome);
  });

  it('logs in anew when tokens are used up, and says so', async () => {
    const env = { TOKEN_USES: '100' };
    const outcome = await sandbox.run(
      ['run', ...before, '--get', '/plain', '--tolerance', 'heapUsedBytes=300', ...command],
      { env },
    );
    const [target] = sandbox.readResult().targets;
    const load = target?.endpoints[0]?.load;
    expect(load).to.include({ non2xx: 0, errors: 0, timeouts: 0 });
    expect(load?.ok).to.equal(load?.sent);
    expect(outcome.stdout).to.include('[LOGINS_MEASURED]');
    expect(outcome.exitCode, outcome.stdout).to.equal(0);
    holdsNoSecret(outcome);
  });

  it('masks the token where the service repeats it: in answers, and in its last words', async () => {
    const args = ['run', ...before, '--get', '/broken', '--budget', '3', ...command];
    const answered = await sandbox.run(args);
    expect(answered.stdout).to.include('GET /broken answered 500: broken for [');
    holdsNoSecret(answered);
  });

  it('masks the token in the last words of a service that dies of it', async () => {
    const env = { CRASH_AFTER: '300' };
    const outcome = await sandbox.run(['run', ...before, '--get', '/plain', ...command], { env });
    expect(outcome.exitCode).to.equal(3);
    expect(outcome.stdout).to.include('cannot go on with [');
    holdsNoSecret(outcome);
  });
});
