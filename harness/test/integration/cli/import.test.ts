import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { createShopSandbox, shopFile } from '../../fixtures/import/shop-sandbox.js';

/** What `shop.har`, `shop.postman.json` and `shop.curl` hold of secrets, the cookie's other part included. */
const secrets = [
  'correct-horse-battery',
  'bearer-token-of-ann',
  'session-of-ann-42',
  'api-key-of-ann',
  'query-key-of-ann',
  'signing-secret-of-ann',
];

const service = ['--', 'node', shopFile];
const short = ['--budget', '2'];

/** Every file below a folder, with what it holds. */
const filesBelow = (folder: string): readonly (readonly [string, string])[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => [file, readFileSync(file, 'utf8')]);

describe('leakline run with documents', () => {
  for (const [option, place, env, ids] of [
    ['--openapi', 'shop.yaml', { API_TOKEN: 'bearer-token-of-ann' }, ['POST /api/v1/orders', 'GET /api/v1/events']],
    ['--har', 'shop.har', {}, ['POST /api/v1/login', 'POST /api/v1/orders?key=${KEY}']],
    ['--postman', 'shop.postman.json', { ACCESS_TOKEN: 'bearer-token-of-ann' }, ['GET /api/v1/products/42?limit=1']],
    ['--curl', '@shop.curl', { SHOP_TOKEN: 'bearer-token-of-ann' }, ['POST /api/v1/orders']],
  ] as const) {
    it(`drives ${option} and tells no secret of it`, async () => {
      const sandbox = createShopSandbox();
      const run = await sandbox.run(['run', option, place, '--json', '--budget', '5', ...service], { env });
      const [target] = sandbox.readResult().targets;
      expect(target?.failure, run.stderr).to.equal(null);
      expect(target?.endpoints.map(({ id }) => id)).to.include.members([...ids]);
      for (const { id, load } of target?.endpoints ?? []) {
        expect(load.ok, id).to.equal(load.sent);
        expect(load.ok, id).to.be.greaterThan(0);
      }
      const written = [...filesBelow(sandbox.output), ['stdout', run.stdout], ['stderr', run.stderr]] as const;
      for (const secret of secrets)
        expect(written.filter(([, text]) => text.includes(secret)).map(([file]) => file)).to.deep.equal([]);
      sandbox.remove();
    });
  }

  it('asks the service for a document that it serves, and stops it again', async () => {
    const sandbox = createShopSandbox();
    const env = { API_TOKEN: 'bearer-token-of-ann', OPENAPI: path.join(sandbox.folder, 'shop.yaml') };
    const { stderr } = await sandbox.run(['run', '--openapi', '/openapi.yaml', ...short, ...service], { env });
    expect(sandbox.readResult().targets[0]?.endpoints, stderr).to.have.length(5);
    sandbox.remove();
  });

  it('names what is missing, where it looked and what it saw', async () => {
    const sandbox = createShopSandbox();
    const fails = async (...args: readonly string[]) => {
      const { exitCode, stderr } = await sandbox.run(['run', ...args, ...service]);
      expect(exitCode, stderr).to.equal(4);
      return stderr;
    };
    expect(await fails('--openapi', 'shop.yaml')).to.include('API_TOKEN: bearer token of the security scheme');
    expect(await fails('--openapi', '/none.json')).to.match(/http:\/\/127\.0\.0\.1:\d+\/none\.json: it answered 404/);
    expect(await fails('--openapi', '/docs')).to.include('a web page');
    expect(await fails('--har', 'shop.yaml')).to.include('It looks like an OpenAPI document: --openapi "shop.yaml"');
    sandbox.remove();
  });

  it('asks for no variable of what it does not drive', async () => {
    const sandbox = createShopSandbox();
    const only = ['--endpoint', 'GET /api/v1/products/1'];
    const { stderr } = await sandbox.run(['run', '--openapi', 'shop.yaml', ...only, ...short, ...service]);
    expect(sandbox.readResult().targets[0]?.endpoints, stderr).to.have.length(1);
    sandbox.remove();
  });

  it('drives what documents say instead of what the configuration does, beside other options', async () => {
    const sandbox = createShopSandbox();
    sandbox.configure({ command: `node ${shopFile}` }, { endpoints: ['GET /not-driven'] });
    const curl = 'curl localhost:1/api/v1/products/7';
    const { stderr } = await sandbox.run(['run', ...short, '--get', '/api/v1/products/8', '--curl', curl]);
    const ids = sandbox.readResult().targets[0]?.endpoints.map(({ id }) => id);
    expect(ids, stderr).to.deep.equal(['GET /api/v1/products/8', 'GET /api/v1/products/7']);
    sandbox.remove();
  });
});

describe('leakline init with documents', () => {
  it('writes a configuration that runs and holds no secret', async () => {
    const sandbox = createShopSandbox();
    const args = ['init', '--yes', '--har', 'shop.har', '--command', `node ${shopFile}`];
    const { exitCode, stderr } = await sandbox.run(args);
    expect(exitCode, stderr).to.equal(0);
    expect(stderr).to.include('4 endpoints from documents; beside them ');
    expect(stderr).to.include('API_TOKEN (header authorization)');
    const text = sandbox.read('leakline.config.ts');
    for (const secret of secrets) expect(text).to.not.include(secret);

    const refused = await sandbox.run(['run', ...short]);
    expect(refused.exitCode).to.equal(4);
    expect(refused.stderr).to.match(/Set \w+ in the environment/);

    const env = {
      ...{ PASSWORD: 'correct-horse-battery', PIN: '4711', API_TOKEN: 'bearer-token-of-ann' },
      ...{ COOKIE: 'sid=session-of-ann-42', X_API_KEY: 'api-key-of-ann', KEY: 'query-key-of-ann' },
    };
    const run = await sandbox.run(['run', ...short], { env });
    const endpoints = sandbox.readResult().targets[0]?.endpoints ?? [];
    expect(
      endpoints.map(({ id }) => id),
      run.stderr,
    )
      .to.have.length(5)
      .and.include('GET /');
    for (const { id, load } of endpoints) expect(load.ok, id).to.equal(load.sent);
    for (const [file, content] of filesBelow(sandbox.output))
      for (const secret of secrets) expect(content.includes(secret), `${secret} in ${file}`).to.equal(false);
    sandbox.remove();
  });

  it('asks the service that it starts for its document', async () => {
    const sandbox = createShopSandbox();
    const args = ['init', '--yes', '--openapi', '/openapi.yaml', '--command', `node ${shopFile}`];
    const { exitCode, stderr } = await sandbox.run(args, { env: { OPENAPI: path.join(sandbox.folder, 'shop.yaml') } });
    expect(exitCode, stderr).to.equal(0);
    expect(sandbox.read('leakline.config.ts')).to.include("path: '/api/v1/products?limit=1&tag=new'");
    sandbox.remove();
  });
});
