import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { createTargets } from '../../fixtures/targets/target-fixture.js';

const fails = `node ${fileURLToPath(new URL('../../fixtures/cli/servers/fails-as-told.mjs', import.meta.url))}`;

describe('target: a ready path that answers no', () => {
  const targets = createTargets();
  afterEach(() => targets.stopAll());

  it('counts as ready, and says so', async () => {
    await targets.start(fails, { ready: { kind: 'path', path: '/unknown' } });
    expect(targets.warnings).to.have.length(1);
    expect(targets.warnings[0]).to.include('READY_REFUSED').and.include('/unknown').and.include('answered 401');
  });

  it('is not told where it answers well', async () => {
    await targets.start(fails, { ready: { kind: 'path', path: '/' } });
    expect(targets.warnings).to.deep.equal([]);
  });
});
