import path from 'node:path';
import { expect } from 'chai';
import { blockGroups } from '../../../src/analysis/endpoint-blocks.js';
import { readRecording } from '../../../src/recording/read-recording.js';
import { type CliSandbox, createSandbox } from '../../fixtures/cli/cli-sandbox.js';
import { fixturesFolder } from '../../fixtures/targets/target-fixture.js';

describe('leakline run on many endpoints', () => {
  let sandbox: CliSandbox;
  beforeEach(() => {
    sandbox = createSandbox();
  });
  afterEach(() => sandbox.remove());

  it('drives them together, tells apart who leaks, and leaves alone what is exclusive', async () => {
    const routes = ['a', 'b', 'leak', 'c', 'd', 'files', 'e'].map((name) => `GET /${name}`);
    const exclusive = { path: '/f', exclusive: true };
    sandbox.configure(
      { command: [process.execPath, path.join(fixturesFolder, 'many-routes.mjs')] },
      { endpoints: [...routes, exclusive], tolerances: {}, diagnose: 'never', budget: { seconds: 180 } },
    );
    const { stdout } = await sandbox.run(['run']);
    const [result] = (await sandbox.assertComplete()).targets;
    const verdicts = Object.fromEntries(result?.endpoints.map(({ id, verdict }) => [id, verdict]) ?? []);
    const clean = Object.fromEntries(routes.map((route) => [route, 'clean']));
    expect(verdicts, stdout).to.deep.equal({
      ...clean,
      'GET /leak': 'leaking',
      'GET /files': 'leaking',
      'GET /f': 'clean',
    });
    const found = result?.endpoints.map(({ findings }) => findings[0]?.metric ?? null);
    expect(found).to.deep.equal([null, null, 'heapUsedBytes', null, null, 'fds', null, null]);
    const recording = await readRecording(path.join(sandbox.output, 'latest', 'recording.ndjson'));
    const groups = recording.targets.flatMap(blockGroups);
    expect(groups).to.have.length.above(5);
    const driven = new Set(groups.flatMap(({ blocks }) => blocks.map(({ block }) => block.endpoint)));
    expect([...driven]).to.have.members(routes);
  });
});
