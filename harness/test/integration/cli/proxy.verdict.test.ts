import { expect } from 'chai';
import { type CliSandbox, createSandbox } from '../../fixtures/cli/cli-sandbox.js';
import { measureBehindNginx, needsNginx } from '../../fixtures/proxy/behind-nginx.js';

describe('leakline run through nginx, with its verdict', () => {
  let sandbox: CliSandbox;

  before(function () {
    needsNginx(this);
    sandbox = createSandbox();
  });
  after(() => sandbox?.remove());

  it('measures the target behind it, and finds nothing of its own', async () => {
    // More than it needs: it ends when it is decided.
    const { load, verdict } = await measureBehindNginx(sandbox, '/fine', 30);
    expect(verdict).to.equal('clean');
    expect(load.byStatus).to.deep.equal({ '200': load.sent });
    expect(load.fromProxy).to.deep.equal({});
  });
});
