import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import type { TargetSpec } from '../../../src/target/target-spec.js';
import { createTargets, isAlive, targetSpec } from '../../fixtures/targets/target-fixture.js';

async function failure(promise: Promise<unknown>): Promise<{ code: string; message: string }> {
  try {
    await promise;
  } catch (error) {
    return error as { code: string; message: string };
  }
  throw new Error('expected a rejection');
}

/** Where the limit must end the wait: long enough for a start of Node.js on a busy machine. */
const readyTimeoutMs = 5_000;

describe('startTarget', () => {
  const targets = createTargets();
  afterEach(() => targets.stopAll());

  it('starts a service, tells where it answers, and stops it', async () => {
    const target = await targets.start('node answers.mjs');
    expect(await (await fetch(target.baseUrl)).text()).to.equal('ok');
    expect(await target.pids()).to.deep.equal([target.pid]);
    expect(target.fileLimit).to.be.greaterThan(0);
    expect(await target.stop()).to.deep.equal({ exitCode: 0, signal: null, wasAsked: true });
    expect(isAlive(target.pid)).to.equal(false);
    expect(targets.warnings).to.deep.equal([]);
  });

  const conditions: readonly TargetSpec['ready'][] = [{ kind: 'port' }, { kind: 'stdout', text: 'listening' }];
  for (const ready of conditions) {
    it(`waits for the ${ready.kind}`, async () => {
      const target = await targets.start('node answers.mjs', { ready });
      expect((await fetch(target.baseUrl)).status).to.equal(200);
    });
  }

  it('runs a compound command by a shell and stops all of it', async () => {
    const target = await targets.start('node -e "1" && node answers.mjs');
    const pids = await target.pids();
    await target.stop();
    expect(pids.filter(isAlive)).to.deep.equal([]);
    expect(targets.warnings).to.deep.equal([]);
  });

  it('reports an exit at once, with code and output', async () => {
    const { code, message } = await failure(targets.start('node exits-at-once.mjs'));
    expect(code).to.equal('TARGET_EXITED');
    expect(message).to.include('exit code 7').and.include('no configuration found');
  });

  it('reports a program that is not there', async () => {
    const { code, message } = await failure(targets.start('no-such-program-here'));
    expect(code).to.equal('TARGET_EXITED');
    expect(message).to.include('no-such-program-here');
  });

  it('reports a target that never listens', async () => {
    const { code, message } = await failure(targets.start('node never-listens.mjs', { readyTimeoutMs }));
    expect(code).to.equal('TARGET_NOT_READY');
    expect(message).to.include('5000 ms').and.include('ECONNREFUSED').and.include('thinking');
  });

  it('reports a text that is never printed', async () => {
    const ready = { kind: 'stdout', text: 'up' } as const;
    const { code, message } = await failure(targets.start('node never-listens.mjs', { ready, readyTimeoutMs: 400 }));
    expect(code).to.equal('TARGET_NOT_READY');
    expect(message).to.include('did not print "up"');
  });

  it('names the port on which a target listens instead', async () => {
    const { code, message } = await failure(targets.start('node listens-on-wrong-port.mjs'));
    expect(code).to.equal('TARGET_WRONG_PORT');
    expect(message).to.match(/listens on port \d+ but was given PORT=\d+/);
  });

  it('does not take the port of a debugger for one of the service', async () => {
    const { code, message } = await failure(
      targets.start('node --inspect=127.0.0.1:0 never-listens.mjs', { readyTimeoutMs }),
    );
    expect(code).to.equal('TARGET_NOT_READY');
    expect(message).to.include('Debugger listening on');
  });

  it('reports the status and body of a ready path that answers 500', async () => {
    const { code, message } = await failure(targets.start('node answers-500.mjs', { readyTimeoutMs }));
    expect(code).to.equal('TARGET_NOT_READY');
    expect(message).to.include('answered 500: database is not there');
  });

  it('does not wait for the end of an answer that has none', async () => {
    const startedMs = performance.now();
    const { env } = targetSpec('');
    await targets.start('node answers-without-end.cjs', { env: { ...env, STATUS: '200' } });
    const refused = await targets
      .start('node answers-without-end.cjs', { env: { ...env, STATUS: '503' }, readyTimeoutMs })
      .catch((reason: unknown) => reason);
    expect(refused).to.have.property('code', 'TARGET_NOT_READY');
    expect(String(refused)).to.include('answered 503: ..');
    expect(performance.now() - startedMs).to.be.below(30_000);
  });

  it('names the port and the process that uses it', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { code, message } = await failure(targets.start('node answers.mjs', { port }));
    server.close();
    expect(code).to.equal('PORT_IN_USE');
    expect(message).to.include(`Port ${port}`).and.include(`process ${process.pid}`);
  });

  it('gives up when aborted and leaves nothing running', async () => {
    const abort = new AbortController();
    const starting = failure(targets.start('node never-listens.mjs', {}, abort.signal));
    setTimeout(() => abort.abort(new Error('stop now')), 200);
    expect((await starting).message).to.equal('stop now');
  });

  it('settles `ended` when the target crashes', async () => {
    const target = await targets.start('node crashes-later.mjs');
    await fetch(`${target.baseUrl}/crash`);
    expect(await target.ended).to.deep.equal({ exitCode: 9, signal: null, wasAsked: false });
  });
});
