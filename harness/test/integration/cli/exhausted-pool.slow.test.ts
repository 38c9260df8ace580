import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { type CliSandbox, createSandbox, undecidable } from '../../fixtures/cli/cli-sandbox.js';

const source = fileURLToPath(new URL('../../fixtures/builds/pool/server.mjs', import.meta.url));
const esbuild = fileURLToPath(new URL('../../../../node_modules/.bin/esbuild', import.meta.url));

/** One file, as a service is often deployed: nobody outside of it can load its `pg`. */
function bundle(folder: string): string {
  const file = path.join(folder, 'server.mjs');
  // What esbuild leaves of CommonJS in a module asks for `require`.
  const banner = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
  const options = ['--bundle', '--platform=node', '--format=esm', '--external:pg-native', `--banner:js=${banner}`];
  execFileSync(esbuild, [source, ...options, `--outfile=${file}`], { stdio: 'pipe' });
  return file;
}

describe('leakline run with a service whose pool is bundled', () => {
  let sandbox: CliSandbox;
  beforeEach(() => {
    sandbox = createSandbox();
  });
  afterEach(() => sandbox.remove());

  async function measure(waits: string, pool = 'pg') {
    const command = `node ${bundle(sandbox.folder)}`;
    sandbox.configure(
      { command, env: { WAITS: waits, POOL: pool } },
      {
        services: { postgres: true },
        requestTimeoutMs: 1_500,
        budget: { seconds: 20 },
        diagnose: 'never',
        // So few connections are lost that they are no growth here.
        tolerances: { ...undecidable, 'pg.connections': 5, sockets: 5, fds: 5, 'handles.TCPSocketWrap': 5, handles: 5 },
      },
    );
    const { stdout } = await sandbox.run(['run']);
    const [target] = sandbox.readResult().targets;
    return { stdout: stdout.replaceAll(/\s+/g, ' '), target, codes: target?.symptoms.map(({ code }) => code) };
  }

  it('watches the pool of `pg` all the same', async () => {
    const { target, codes, stdout } = await measure('client');
    expect(target?.unmeasured).to.deep.equal([]);
    expect(target?.endpoints[0]?.metrics.map(({ metric }) => metric)).to.include('pool.checkedOut');
    // What only the pool itself can tell.
    expect(codes).to.include('pool-waiting');
    expect(stdout).to.include('waited for a pool with room for 4 clients');
  });

  it('says that another pool has no client left, and what could not be watched', async () => {
    const { stdout, target, codes } = await measure('client', 'own');
    expect(codes).to.deep.equal(['pool-exhausted']);
    expect(target?.endpoints[0]?.advice).to.include('a pool has no client left');
    expect(target?.unmeasured.map(({ metric }) => metric)).to.deep.equal(['pool.checkedOut']);
    expect(stdout).to.include('not measured: pool.checkedOut, no pool of `pg` was seen');
  });

  for (const waits of ['lock', 'service']) {
    it(`says no such thing of one that waits for a ${waits}`, async () => {
      const { target, codes } = await measure(waits);
      expect(target?.endpoints[0]?.load.timeouts).to.be.above(0);
      expect(codes).to.not.include('pool-exhausted');
      expect(target?.endpoints[0]?.advice).to.not.include('no client left');
    });
  }
});
