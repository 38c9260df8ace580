import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { loadConfig } from '../../../src/config/load-config.js';
import { resolveConfig } from '../../../src/config/resolve-config.js';
import type { ResolvedTarget } from '../../../src/config/resolved-config.js';
import { spawnSpec } from '../../../src/run/launch/launch-target.js';
import { createClients } from '../../../src/run/launch/open-clients.js';
import { startTarget } from '../../../src/target/start-target.js';
import { codeBlocks, readText } from '../../unit/docs/markdown.js';

const shop = fileURLToPath(new URL('../../fixtures/docs/shop.mjs', import.meta.url));
const secrets = { SHOP_PASSWORD: 'tea-time-at-4', SHOP_API_KEY: 'key-of-the-shop' };
const clients = 4;
const units = 12;

/** The configurations of the page run as they stand, on the service that the page speaks of. */
describe('configurations of docs/requests.md and docs/auth.md', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'leakline-test-'));
    Object.assign(process.env, secrets);
    copyFileSync(shop, path.join(folder, 'server.js'));
    writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  });
  afterEach(() => {
    for (const name of Object.keys(secrets)) delete process.env[name];
    rmSync(folder, { recursive: true });
  });

  async function resolve(code: string): Promise<ResolvedTarget> {
    writeFileSync(path.join(folder, 'users.csv'), codeBlocks(readText('docs/auth.md'), ['csv'])[0] ?? '');
    writeFileSync(path.join(folder, 'leakline.config.ts'), code);
    const { config, configFile } = await loadConfig(null, folder);
    const [target] = resolveConfig(config, {}, { configFile, cwd: folder, environment: {} }).targets;
    if (target === undefined) throw new Error('the configuration has no target');
    return target;
  }

  /** Logs in, and sends units to each endpoint; every one must be answered as the configuration expects. */
  async function drive(config: ResolvedTarget): Promise<void> {
    if (config.launch.kind !== 'spawn') throw new Error('the target is not started');
    const { signal } = new AbortController();
    const { PATH = '' } = process.env;
    const spec = spawnSpec(config, { ...config.launch, agent: false }, { PATH, ...secrets }, []);
    const target = await startTarget(spec, { signal, onWarning: () => undefined });
    try {
      const how = { timeoutMs: 5_000, isRepeated: false };
      const { sessions, load } = await createClients({ learn: () => undefined }, config, target, how);
      await sessions.open(clients, signal);
      for (const endpoint of config.endpoints) {
        const block = { endpoint, requests: units, connections: clients, timeoutMs: 5_000, firstN: 1 };
        const { ok, firstFailure } = await load.run(block, signal);
        expect({ id: endpoint.id, ok, firstFailure }).to.deep.equal({ id: endpoint.id, ok: units, firstFailure: null });
      }
      await sessions.close(signal);
    } finally {
      await target.stop();
    }
  }

  for (const page of ['docs/requests.md', 'docs/auth.md']) {
    const blocks = codeBlocks(readText(page), ['ts']);
    it(`${page} has some`, () => {
      expect(blocks.length).to.be.greaterThan(4);
    });
    for (const [index, code] of blocks.entries()) {
      it(`${page}, ${index + 1} of ${blocks.length}: ${/endpoints: \[?\s*(.{0,40})/.exec(code)?.[1] ?? ''}`, async () => {
        await drive(await resolve(code));
      });
    }
  }

  it('would fail with a wrong password', async () => {
    const [, first = ''] = ['', ...codeBlocks(readText('docs/auth.md'), ['ts'])];
    const target = await resolve(first.replace('process.env.SHOP_PASSWORD', "'wrong'"));
    const error = await drive(target).catch((caught: Error) => caught);
    expect(error).to.have.property('code', 'SETUP_FAILED');
  });
});
