import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { expect } from 'chai';

const repository = path.join(import.meta.dirname, '../..');

/** `npm run test:compose` as it goes with another engine. */
async function runSuite(
  env: Readonly<Record<string, string>>,
): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  const child = spawn('npm', ['run', '--silent', 'test:compose'], { cwd: repository, env: { ...process.env, ...env } });
  const read = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      read[name] += chunk;
    });
  }
  const [exitCode] = (await once(child, 'close')) as [number];
  return { exitCode, ...read };
}

const absent = 'unix:///nonexistent/docker.sock';

describe('npm run test:compose', () => {
  it('says in one line that there is no engine and what to do, and fails', async () => {
    const { exitCode, stdout, stderr } = await runSuite({ DOCKER_HOST: absent, LEAKLINE_TEST_OPTIONAL_ENGINE: '' });
    expect(exitCode).to.equal(1);
    expect(stdout).to.equal('');
    expect(stderr).to.match(/^test:compose cannot run: no Docker engine can be used \(.+\); start it, or set .+\.\n$/);
  });

  it('says in one line that an engine gives no answer', async () => {
    const folder = mkdtempSync('/tmp/leakline-silent-');
    const silent = createServer(() => undefined).listen(`${folder}/docker.sock`);
    await once(silent, 'listening');
    const host = `unix://${folder}/docker.sock`;
    const { exitCode, stdout, stderr } = await runSuite({ DOCKER_HOST: host, LEAKLINE_TEST_OPTIONAL_ENGINE: '' });
    silent.close();
    rmSync(folder, { recursive: true });
    expect(exitCode).to.equal(1);
    expect(stdout).to.equal('');
    expect(stderr).to.equal(
      `test:compose cannot run: the Docker engine at ${host} gave no answer within 5 s; restart it, or set DOCKER_HOST to another.\n`,
    );
  });

  it('is skipped where LEAKLINE_TEST_OPTIONAL_ENGINE=1 says that there may be no engine', async () => {
    const { exitCode, stdout, stderr } = await runSuite({ DOCKER_HOST: absent, LEAKLINE_TEST_OPTIONAL_ENGINE: '1' });
    expect(exitCode).to.equal(0);
    expect(stdout).to.match(/0 passing.+\n\s+[1-9]\d* pending/);
    expect(stderr.split('\n').filter((line) => line !== '')).to.have.length(1);
  });
});
