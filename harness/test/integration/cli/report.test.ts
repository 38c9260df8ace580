import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { type CliOutcome, createSandbox, server } from '../../fixtures/cli/cli-sandbox.js';
import { eventually } from '../../support/eventually.js';

describe('leakline report', () => {
  const sandbox = createSandbox();
  let onGithub: CliOutcome;
  after(() => sandbox.remove());

  before(async () => {
    sandbox.configure({ command: server('leaks-descriptors') }, { diagnose: 'never' });
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: path.join(sandbox.folder, 'summary.md') };
    onGithub = await sandbox.run(['run', '--no-html'], { env });
  });

  it('has nothing to add on GitHub Actions: the run has annotated the leak and written its summary', () => {
    expect(onGithub.stderr).to.match(/^::error .*title=Leakline%3A app%2C GET \/%3A leaking::/m);
    expect(sandbox.read('summary.md')).to.match(/^<!-- leakline -->/);
    expect(onGithub.exitCode).to.equal(1);
  });

  it('writes the page of a run that leaked, and is content', async () => {
    const { exitCode, stdout } = await sandbox.run(['report']);
    expect(stdout.trim()).to.equal(path.join(sandbox.output, 'latest', 'report.html'));
    expect(exitCode).to.equal(0);
    await sandbox.assertComplete();
  });

  it('writes the page where it is told, and Markdown on stdout', async () => {
    const both = await sandbox.run(['report', sandbox.runFolder(), '--html', 'a/leaks.html', '--markdown']);
    expect(both.stdout)
      .to.match(/^<!-- leakline -->/)
      .and.include('leaks 1.00 fd per request');
    expect(sandbox.read('a/leaks.html')).to.include('</html>');
  });

  it('opens the page with what the machine has for it, or says that it has nothing', async function () {
    if (process.platform !== 'linux') this.skip();
    const without = await sandbox.run(['report', '--open'], { env: { PATH: '' } });
    expect(without.stderr).to.include('open the file above in a browser');
    mkdirSync(path.join(sandbox.folder, 'bin'));
    const opener = sandbox.write('bin/xdg-open', `#!/bin/sh\nprintf %s "$1" > '${sandbox.folder}/opened'\n`);
    chmodSync(opener, 0o755);
    const env = { PATH: `${path.dirname(opener)}:${process.env.PATH}` };
    const { stdout, exitCode } = await sandbox.run(['report', '--open'], { env });
    const opened = path.join(sandbox.folder, 'opened');
    await eventually(async () => existsSync(opened) && sandbox.read('opened') !== '');
    expect(sandbox.read('opened')).to.equal(stdout.trim());
    expect(exitCode).to.equal(0);
  });

  it('names a run that is not there', async () => {
    const { stderr, exitCode } = await sandbox.run(['report', 'nowhere']);
    expect(stderr).to.include('RECORDING_UNREADABLE');
    expect(exitCode).to.equal(4);
  });
});
