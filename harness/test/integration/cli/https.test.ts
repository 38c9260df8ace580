import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { findFreePort } from '../../../src/platform/network/free-port.js';
import { type CliSandbox, createSandbox, server } from '../../fixtures/cli/cli-sandbox.js';

const ca = fileURLToPath(new URL('../../fixtures/tls/ca.pem', import.meta.url));
const otherCa = fileURLToPath(new URL('../../fixtures/tls/server.pem', import.meta.url));

/** HEAD, and who hangs up, are driven by another client than the rest. */
const endpoints = ['GET /', 'HEAD /', { path: '/cut', abort: 'response' as const }];

/** An address of this machine that is not loopback; undefined where it has none. */
const outerAddress = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

describe('a target that speaks HTTPS', () => {
  let sandbox: CliSandbox;
  beforeEach(() => {
    sandbox = createSandbox();
  });
  afterEach(() => sandbox.remove());

  async function assertAnswered(): Promise<void> {
    const [target] = (await sandbox.assertComplete()).targets;
    expect(target?.failure).to.equal(null);
    expect(target?.endpoints).to.not.be.empty;
    for (const { id, load } of target?.endpoints ?? []) {
      expect(load.ok, id).to.be.greaterThan(0);
      expect(load.sent - load.ok, id).to.equal(0);
    }
  }

  const failure = async () => (await sandbox.assertComplete()).targets[0]?.failure;

  for (const ready of [undefined, '/', { stdout: 'listening' }] as const) {
    it(`is found to do so, ready by ${JSON.stringify(ready ?? 'its port')}`, async () => {
      sandbox.configure({ command: server('speaks-https'), ...(ready === undefined ? {} : { ready }) }, { endpoints });
      await sandbox.run(['run']);
      await assertAnswered();
    });
  }

  it('is trusted by the certificate of whoever signed its own, when it is started', async () => {
    sandbox.configure({ command: server('speaks-https'), ca }, { endpoints });
    await sandbox.run(['run']);
    await assertAnswered();
  });

  it('is not trusted by another one, and stopped', async () => {
    sandbox.configure({ command: server('speaks-https'), ca: otherCa });
    const { exitCode } = await sandbox.run(['run']);
    expect(await failure()).to.include({ code: 'CERTIFICATE_UNTRUSTED' });
    expect((await failure())?.message)
      .to.include('its issuer is not known here')
      .and.include('`ca`');
    expect(exitCode).to.equal(3);
  });

  describe('and runs elsewhere', () => {
    let running: ReturnType<typeof spawn>;
    let url: string;

    beforeEach(async function () {
      if (outerAddress === undefined) this.skip();
      const port = await findFreePort();
      const [file = '', script = ''] = server('speaks-https').split(' ');
      running = spawn(file, [script], {
        env: { PATH: process.env.PATH, PORT: String(port), HOST: outerAddress },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      if (running.stdout !== null) await once(running.stdout, 'data');
      url = `https://${outerAddress}:${port}`;
    });
    afterEach(() => void running?.kill('SIGKILL'));

    const run = (...options: readonly string[]) =>
      sandbox.run(['run', '--url', url, '--get', '/', '--budget', '2', ...options]);

    it('is refused where nobody vouches for it, and told what to do', async () => {
      const { exitCode, stdout } = await run();
      expect(await failure()).to.include({ code: 'CERTIFICATE_UNTRUSTED' });
      const { message = '' } = (await failure()) ?? {};
      expect(message).to.include(url).and.include('--ca').and.include('--insecure').and.include('`insecure: true`');
      expect(stdout).to.include('CERTIFICATE_UNTRUSTED');
      expect(exitCode).to.equal(3);
    });

    it('is refused where its certificate is for another name', async () => {
      await run('--ca', ca);
      expect((await failure())?.message).to.include('it is for other names (DNS:shop.test)');
    });

    it('is taken as it is where the user says so', async () => {
      await run('--insecure');
      await assertAnswered();
    });
  });

  it('takes no options for it beside a configuration', async () => {
    sandbox.configure({});
    for (const options of [['--ca', ca], ['--insecure']]) {
      const { exitCode, stderr } = await sandbox.run(['run', ...options]);
      expect(stderr).to.include('in a configuration it is a setting');
      expect(exitCode).to.equal(4);
    }
  });
});
