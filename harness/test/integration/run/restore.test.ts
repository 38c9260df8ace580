import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { resolveConfig } from '../../../src/config/resolve-config.js';
import { runLeakline } from '../../../src/run/run.js';
import { coarse } from '../../fixtures/cli/cli-sandbox.js';
import { repositoryRoot } from '../../unit/docs/markdown.js';

const hits = 'SELECT value FROM hit_counter WHERE id = 1';
const twin = 'node apps/with-leak/dist/server.js';

describe('a run that starts from known data', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'leakline-known-data-'));
  after(() => rmSync(folder, { recursive: true }));

  it('gives every target the same', async () => {
    const file = path.join(folder, 'hits.sql');
    writeFileSync(
      file,
      'CREATE TABLE hit_counter (id integer PRIMARY KEY, value bigint NOT NULL);\nCOPY hit_counter (id, value) FROM stdin;\n1\t1000\n\\.\n',
    );
    const { DATABASE_URL: _database, ...environment } = process.env;
    const config = resolveConfig(
      {
        services: { postgres: { restore: file } },
        targets: [
          {
            name: 'changes it',
            command: twin,
            endpoints: ['POST /api/hit'],
            invariants: [{ name: 'changed', postgres: hits, equals: 1_000, compares: 'value' }],
          },
          {
            name: 'reads it',
            command: twin,
            endpoints: ['GET /api/hits'],
            invariants: [{ name: 'as restored', postgres: hits, equals: 1_000, compares: 'value' }],
          },
        ],
        budget: { seconds: 8 },
        tolerances: coarse,
        diagnose: 'never',
      },
      {},
      { configFile: null, cwd: repositoryRoot, environment },
    );
    const { targets } = await runLeakline(config, { reporter: {}, environment, writesFiles: false });
    expect(targets.map(({ failure }) => failure)).to.deep.equal([null, null]);
    const [changed, restored] = targets.flatMap(({ invariants }) => invariants);
    expect(changed).to.include({ outcome: 'broken' });
    expect(changed?.observed).to.be.greaterThan(1_000);
    expect(restored).to.include({ outcome: 'kept', observed: 1_000 });
  });
});
