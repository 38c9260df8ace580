import { realpathSync } from 'node:fs';
import { expect } from 'chai';
import { type CliSandbox, createSandbox, server } from '../../fixtures/cli/cli-sandbox.js';

/** Prints, waits for ever, and leaves somebody behind who does not listen to SIGTERM either. */
const hangs = "echo waiting; trap '' TERM; (trap '' TERM; sleep 300) & sleep 300";

interface Prepared {
  readonly PORT: string;
  readonly DB_NAME: string;
  readonly isWithAgent: boolean;
  readonly folder: string;
}

describe('prepare', () => {
  let sandbox: CliSandbox;
  beforeEach(() => {
    sandbox = createSandbox();
  });
  afterEach(() => sandbox.remove());

  const failureOf = async () => (await sandbox.assertComplete()).targets[0]?.failure ?? null;

  it('runs once before each target, in its folder and with its environment, and each time finds an empty database', async () => {
    const target = {
      command: server('counts-items'),
      prepare: server('makes-items'),
      env: { DB_NAME: '${postgres.database}' },
      expect: 'leaking' as const,
    };
    const targets = [
      { ...target, name: 'first' },
      { ...target, name: 'second' },
    ];
    sandbox.configure({}, { targets, services: { postgres: true }, budget: { seconds: 8 }, diagnose: 'always' });
    const { stderr } = await sandbox.run(['run']);
    const result = await sandbox.assertComplete();
    expect(
      result.targets.map(({ failure }) => failure),
      stderr,
    ).to.deep.equal([null, null]);
    // The pass that looks for the line finds the data of the experiment.
    expect(result.targets.flatMap(({ warnings }) => warnings.map(({ code }) => code))).to.not.include(
      'DIAGNOSE_FAILED',
    );
    const prepared = sandbox
      .read('prepared.ndjson')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Prepared);
    expect(prepared).to.have.length(2);
    for (const { PORT, DB_NAME, isWithAgent, folder } of prepared) {
      expect(Number(PORT)).to.be.within(1, 65_535);
      expect([DB_NAME, isWithAgent]).to.deep.equal(['leakline_data', false]);
      expect(realpathSync(folder)).to.equal(realpathSync(sandbox.folder));
    }
    expect(stderr).to.include('first preparing (').and.include('first prepared in ');
  });

  it('is given the port that the target then listens on, and time of its own', async () => {
    sandbox.configure({ prepare: 'sleep 2; echo $PORT > port' }, { budget: { seconds: 2 } });
    const { stderr } = await sandbox.run(['run']);
    const [target] = (await sandbox.assertComplete()).targets;
    expect(target?.failure, stderr).to.equal(null);
    expect(target?.endpoints[0]?.load.ok).to.be.greaterThan(0);
    expect(Number(sandbox.read('port'))).to.be.greaterThan(0);
  });

  it('can be given on the command line', async () => {
    const args = ['--get', '/', '--budget', '2', '--prepare', 'touch made && touch more'];
    await sandbox.run(['run', ...args, '--', ...server('answers').split(' ')]);
    expect([sandbox.read('made'), sandbox.read('more')]).to.deep.equal(['', '']);
  });

  for (const [options, words] of [
    [['--url', 'http://127.0.0.1:1', '--get', '/'], 'a service that runs already has its own'],
    [[], 'in a configuration it is a setting'],
  ] as const) {
    it(`is refused on the command line where it means nothing: ${words}`, async () => {
      sandbox.configure({});
      const { exitCode, stderr } = await sandbox.run(['run', ...options, '--prepare', 'true']);
      expect(stderr).to.include('--prepare').and.include(words);
      expect(exitCode).to.equal(4);
    });
  }

  it('fails with its code and the end of its output, without secrets, and the target is not started', async () => {
    const prepare = 'for i in $(seq 100); do echo "line $i"; done; echo "key is $API_KEY" >&2; exit 7';
    sandbox.configure({ prepare, env: { API_KEY: 'planted-secret-word' }, command: 'touch started' });
    const { exitCode, stdout, stderr } = await sandbox.run(['run']);
    const failure = await failureOf();
    expect(failure).to.include({ code: 'PREPARE_FAILED' });
    expect(failure?.message).to.include('ended with code 7').and.include('line 100').and.include('key is [API_KEY]');
    expect(failure?.message).to.not.include('line 50\n');
    for (const text of [stdout, stderr, JSON.stringify(failure)]) expect(text).to.not.include('planted-secret-word');
    expect(exitCode).to.equal(3);
    expect(() => sandbox.read('started')).to.throw('ENOENT');
  });

  for (const [prepare, words] of [
    ['kill -KILL $$', 'was ended by SIGKILL'],
    ['no-such-program-here', 'ended with code 127'],
    [['sh', '-c', 'echo "$1"; exit 3', 'sh', 'a  b'], 'a  b'],
  ] as const) {
    it(`says how it failed: ${words}`, async () => {
      sandbox.configure({ prepare });
      await sandbox.run(['run']);
      expect((await failureOf())?.message).to.include(words);
    });
  }

  it('says that its folder is not there', async () => {
    sandbox.configure({ prepare: 'true', cwd: 'gone' });
    await sandbox.run(['run']);
    expect(await failureOf()).to.include({ code: 'PREPARE_FAILED' });
    expect((await failureOf())?.message)
      .to.include('there is no folder ')
      .and.include('gone');
  });

  it('is ended with all that it started when it takes too long', async () => {
    sandbox.configure({ prepare: hangs, prepareTimeoutMs: 500 });
    const { exitCode } = await sandbox.run(['run']);
    const failure = await failureOf();
    expect(failure).to.include({ code: 'PREPARE_FAILED' });
    expect(failure?.message).to.include('was ended after 0.5 s').and.include('prepareTimeoutMs').and.include('waiting');
    expect(exitCode).to.equal(3);
  });

  it('is ended by Ctrl-C', async () => {
    sandbox.configure({ prepare: hangs });
    const run = sandbox.start(['run']);
    await run.saw('app preparing');
    run.kill('SIGINT');
    const { exitCode } = await run.ended;
    expect([exitCode, (await sandbox.assertComplete()).interrupted]).to.deep.equal([130, true]);
  });

  it('does not outlive a killed Leakline', async () => {
    sandbox.configure({ prepare: hangs });
    const run = sandbox.start(['run'], { isCutOff: true });
    await run.saw('app preparing');
    run.kill('SIGKILL');
    expect((await run.ended).exitCode).to.equal(null);
  });

  it('leaves nobody running who was started by it', async () => {
    sandbox.configure({ prepare: "setsid sh -c 'sleep 300' & true" }, { budget: { seconds: 2 } });
    await sandbox.run(['run']);
    expect(await failureOf()).to.equal(null);
  });
});
