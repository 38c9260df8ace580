import path from 'node:path';
import { expect } from 'chai';
import { type CliSandbox, createSandbox, server, undecidable } from '../../fixtures/cli/cli-sandbox.js';
import { measureBehindNginx, needsNginx, nginx } from '../../fixtures/proxy/behind-nginx.js';

describe('leakline run through nginx', () => {
  let sandbox: CliSandbox;

  before(function () {
    needsNginx(this);
  });
  beforeEach(() => {
    sandbox = createSandbox();
  });
  afterEach(() => sandbox.remove());

  const sum = (counts: Readonly<Record<string, number>> | null): number =>
    Object.values(counts ?? {}).reduce((total, count) => total + count, 0);

  for (const status of ['500', '502', '504', '429']) {
    it(`knows a ${status} of the target itself`, async () => {
      const { load, stdout } = await measureBehindNginx(sandbox, `/status/${status}`, 3);
      expect(load.byStatus).to.deep.equal({ [status]: load.sent });
      expect(load.fromProxy).to.deep.equal({});
      expect(stdout).to.include(`Error answers of the proxy: none; of the target itself: ${load.sent} × ${status}.`);
    });
  }

  const ofProxy: readonly (readonly [what: string, path: string, status: string])[] = [
    ['429 of limit_req', '/limited', '429'],
    ['503 of limit_req as it comes', '/limited-503', '503'],
    ['504 of proxy_read_timeout', '/slow', '504'],
    ['502 when the target hangs up', '/hangs-up', '502'],
  ];

  for (const [what, path, status] of ofProxy) {
    it(`knows nginx's ${what}`, async () => {
      const { load, stdout } = await measureBehindNginx(sandbox, path, 3);
      expect(load.fromProxy).to.deep.equal({ [status]: load.byStatus[status] });
      expect(load.byStatus[status]).to.be.greaterThan(0);
      expect(sum(load.byStatus)).to.equal(load.sent);
      expect(stdout).to.include(`${load.byStatus[status]} × ${status}; of the target itself: none.`);
    });
  }

  it('fails when the proxy ends', async () => {
    const told = path.join(sandbox.folder, 'end-now');
    const dying = `sh -c 'nginx -e stderr -p "$FOLDER" -c "$CONFIG" & until [ -e ${told} ]; do sleep 0.1; done; kill $!; wait; echo out of breath; exit 7'`;
    sandbox.configure(
      { command: server('answers-as-told'), proxy: { ...nginx, command: dying } },
      { budget: { seconds: 30 }, tolerances: undecidable },
    );
    const running = sandbox.start(['run', '--no-html']);
    await running.saw('warming up');
    sandbox.write('end-now', '');
    await running.ended;
    const [target] = sandbox.readResult().targets;
    expect(target?.failure?.code).to.equal('TARGET_CRASHED');
    expect(target?.failure?.message).to.match(/^The proxy in front of \S+ ended with exit code 7 .*out of breath/s);
  });

  it('fails when the proxy does not start, with what it said', async () => {
    sandbox.configure({
      command: server('answers-as-told'),
      proxy: { ...nginx, command: 'nginx -e stderr -c /nowhere.conf' },
    });
    await sandbox.run(['run', '--no-html']);
    const [target] = sandbox.readResult().targets;
    expect(target?.failure?.code).to.equal('TARGET_EXITED');
    expect(target?.failure?.message).to.include('app (proxy)').and.include('/nowhere.conf');
  });

  it('names a template that is not there', async () => {
    sandbox.configure({ command: server('answers-as-told'), proxy: { ...nginx, template: 'nowhere.template' } });
    await sandbox.run(['run', '--no-html']);
    expect(sandbox.readResult().targets[0]?.failure?.message).to.include('nowhere.template').and.include('ENOENT');
  });

  it('leaves nothing behind when it is killed', async () => {
    sandbox.configure(
      { command: server('answers-as-told'), proxy: nginx },
      { budget: { seconds: 30 }, tolerances: {} },
    );
    const running = sandbox.start(['run', '--no-html'], { isCutOff: true });
    await running.saw('warming up');
    running.kill('SIGKILL');
    await running.ended;
  });
});
