import { existsSync, lstatSync, mkdirSync, readdirSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { readRecording } from '../../../src/recording/read-recording.js';
import { type CliSandbox, createSandbox, server } from '../../fixtures/cli/cli-sandbox.js';

describe('what leakline run writes', () => {
  let sandbox: CliSandbox;
  beforeEach(() => {
    sandbox = createSandbox();
  });
  afterEach(() => sandbox.remove());

  it('refuses an output folder that cannot be written, before anything starts', async () => {
    sandbox.configure({}, { services: { redis: true } });
    const below = path.join(sandbox.write('a-file', ''), 'reports');
    const { exitCode, stderr } = await sandbox.run(['run', '--output', below]);
    expect(stderr).to.include(`Cannot write to ${below}`).and.include('--output').and.include('OUTPUT_UNWRITABLE');
    expect(stderr).to.not.include('Redis');
    expect(exitCode).to.equal(3);
  });

  it('tells its verdict and fails when the folder goes away under it', async () => {
    sandbox.configure({ command: server('removes-folder'), env: { FOLDER_TO_REMOVE: sandbox.output } });
    const { exitCode, stderr, stdout } = await sandbox.run(['run', '--no-html']);
    expect(stdout).to.include('GET /');
    expect(stderr).to.include('result.json').and.include('OUTPUT_UNWRITABLE');
    expect(exitCode).to.equal(3);
  });

  it('tells its verdict and fails when the disk is full, with a recording that can still be read', async () => {
    sandbox.configure({});
    // A file that may not grow further is refused like one on a full disk (EFBIG, ENOSPC).
    const through = ['sh', '-c', `trap '' XFSZ; ulimit -f 8; exec "${process.execPath}" "$@"`, 'sh'] as const;
    const { exitCode, stderr, stdout } = await sandbox.run(['run', '--no-html'], { through });
    expect(stdout).to.include('GET /');
    expect(stderr).to.include('recording.ndjson').and.include('OUTPUT_UNWRITABLE');
    expect(exitCode).to.equal(3);
    const { targets } = await readRecording(path.join(sandbox.runFolder(), 'recording.ndjson'));
    expect(targets[0]?.floors).to.not.be.empty;
  });

  it('has not passed when a report could not be written: it names the path, and all others are there', async () => {
    sandbox.configure({});
    const junit = path.join(sandbox.write('a-file', ''), 'junit.xml');
    const { exitCode, stderr, stdout } = await sandbox.run(['run', '--reporter', `junit=${junit},markdown=deep/a.md`]);
    expect(stderr).to.include(`the junit reporter failed: Cannot write the report to ${junit}`);
    expect(stdout).to.include('[OUTPUT_UNWRITABLE]').and.include('Not passed').and.include('exit code 3');
    expect(exitCode).to.equal(3);
    expect((await sandbox.assertComplete()).exitCode).to.be.oneOf([0, 2]);
    expect(sandbox.read('deep/a.md')).to.include('## Leakline');
  });

  it('names no page that could not be written, and a leak stays a leak', async () => {
    sandbox.configure({ command: server('leaks-descriptors') });
    const html = path.join(sandbox.write('a-file', ''), 'report.html');
    const { exitCode, stderr, stdout } = await sandbox.run(['run', '--reporter', `html=${html}`]);
    expect(stderr).to.include('the html reporter failed').and.include(html);
    expect(stdout)
      .to.match(/^results {2}reports/m)
      .and.not.match(/^report {2}/m);
    expect(exitCode).to.equal(1);
  });

  it('leaves a folder named latest alone, and says so', async () => {
    sandbox.configure({});
    mkdirSync(path.join(sandbox.output, 'latest', 'mine'), { recursive: true });
    const { stderr } = await sandbox.run(['run']);
    await sandbox.assertComplete();
    expect(lstatSync(path.join(sandbox.output, 'latest')).isDirectory()).to.equal(true);
    expect(existsSync(path.join(sandbox.output, 'latest', 'mine'))).to.equal(true);
    expect(stderr).to.include('latest could not be pointed at this run');
    expect(readdirSync(sandbox.output)).to.have.length(2);
  });

  it('keeps two runs at the same time apart', async () => {
    sandbox.configure({});
    await Promise.all([sandbox.run(['run', '--no-html']), sandbox.run(['run', '--no-html'])]);
    const runs = readdirSync(sandbox.output).filter((name) => name !== 'latest');
    expect(runs).to.have.length(2);
    for (const run of runs) expect(existsSync(path.join(sandbox.output, run, 'result.json'))).to.equal(true);
    expect(readlinkSync(path.join(sandbox.output, 'latest'))).to.be.oneOf(runs);
  });

  it('prints only JSON on stdout when asked for it', async () => {
    sandbox.configure({});
    const { stdout } = await sandbox.run(['run', '--json']);
    expect(JSON.parse(stdout)).to.deep.equal(await sandbox.assertComplete());
  });

  it('prints the JSON of an interrupted run too', async () => {
    sandbox.configure({});
    const run = sandbox.start(['run', '--json']);
    await run.saw('blocks of 2 requests');
    run.kill('SIGINT');
    expect(JSON.parse((await run.ended).stdout)).to.deep.equal(await sandbox.assertComplete());
  });

  it('goes on when nobody reads stdout and stderr any more', async () => {
    sandbox.configure({ command: server('leaks-descriptors') });
    const through = [
      'sh',
      '-c',
      `{ "${process.execPath}" "$@"; echo $? > exit-code; } 2>&1 | head -n 1`,
      'sh',
    ] as const;
    const { stdout } = await sandbox.run(['run', '--json'], { through });
    const { exitCode } = await sandbox.assertComplete();
    expect(exitCode).to.equal(1);
    expect(stdout.trim().split('\n')).to.have.length(1);
    expect(sandbox.read('exit-code').trim()).to.equal('1');
  });
});
