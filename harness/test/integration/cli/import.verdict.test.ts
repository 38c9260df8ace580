import { expect } from 'chai';
import { coarse } from '../../fixtures/cli/cli-sandbox.js';
import { createShopSandbox, shopFile } from '../../fixtures/import/shop-sandbox.js';

const bytesAreEnough = Object.entries({ ...coarse, heapUsedBytes: 2_000 }).flatMap(([metric, value]) => [
  '--tolerance',
  `${metric}=${value}`,
]);

describe('an Express service that an OpenAPI document describes', () => {
  const sandbox = createShopSandbox();
  after(() => sandbox.remove());

  it('is driven to a verdict on each operation', async () => {
    const only = ['POST /api/v1/orders', 'GET /api/v1/products/1'].flatMap((id) => ['--endpoint', id]);
    const args = ['run', '--openapi', 'shop.yaml', ...only, ...bytesAreEnough, '--budget', '120', '--no-html'];
    const env = { API_TOKEN: 'bearer-token-of-ann' };
    const { exitCode, stderr } = await sandbox.run([...args, '--', 'node', shopFile], { env });
    const verdicts = sandbox.readResult().targets[0]?.endpoints.map(({ id, verdict }) => [id, verdict]);
    expect(verdicts, stderr).to.deep.equal([
      ['GET /api/v1/products/1', 'clean'],
      ['POST /api/v1/orders', 'leaking'],
    ]);
    expect(exitCode).to.equal(1);
  });
});
