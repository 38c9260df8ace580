import { expect } from 'chai';
import { assertNodeCommand, clinicCommand, clinicReportFile } from '../../../src/profile/clinic-command.js';
import type { ProfileTool } from '../../../src/profile/profile-tools.js';

const runOf = (tool: ProfileTool) => ({
  tool,
  clinicFile: '/modules/clinic/bin.js',
  folder: '/scratch',
  name: tool,
  waitCommand: 'sh /scratch/wait.sh',
  program: { file: 'node', args: ['--enable-source-maps', 'dist/server.js'] },
});

describe('clinicCommand', () => {
  it('puts the program behind a separator, with its own flags', () => {
    expect(clinicCommand(runOf('doctor'))).to.deep.equal([
      process.execPath,
      '/modules/clinic/bin.js',
      'doctor',
      '--no-open',
      '--dest',
      '/scratch',
      '--name',
      'doctor',
      '--on-port',
      'sh /scratch/wait.sh',
      '--',
      'node',
      '--enable-source-maps',
      'dist/server.js',
    ]);
  });

  it('gives bubbleprof no command to wait for: it would wait for ever', () => {
    expect(clinicCommand(runOf('bubbleprof'))).to.not.include('--on-port');
  });

  it('knows where clinic puts the page', () => {
    expect(clinicReportFile(runOf('flame'))).to.equal('/scratch/flame.clinic-flame.html');
  });
});

describe('assertNodeCommand', () => {
  it('accepts Node.js by any path', () => {
    assertNodeCommand('app', { file: 'node', args: ['server.js'] });
    assertNodeCommand('app', { file: '/opt/node/bin/node', args: ['server.js'] });
  });

  it('refuses a package manager, naming the target and its command', () => {
    const program = { file: 'npm', args: ['start'] };
    expect(() => assertNodeCommand('shop', program)).to.throw(/"shop" is started by `npm start`/);
  });

  it('refuses a shell, showing what the shell was given', () => {
    const program = { file: '/bin/sh', args: ['-c', 'A=1 node server.js'] };
    expect(() => assertNodeCommand('shop', program)).to.throw(/`A=1 node server\.js`/);
  });
});
