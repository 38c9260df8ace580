import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { OriginEvidence } from '../../../../src/model/evidence.js';
import type { ResourceKind } from '../../../../src/model/resource-kind.js';
import type { RunningService } from '../../../../src/model/service.js';
import type { AgentDiagnosis, Target } from '../../../../src/model/target.js';
import { startPostgres } from '../../../../src/services/postgres/service.js';
import { startRedis } from '../../../../src/services/redis/service.js';
import { quietHooks } from '../../../fixtures/services/quiet-hooks.js';
import { assertAgentIsBuilt, createTargets, targetSpec } from '../../../fixtures/targets/target-fixture.js';
import { diagnoseFolder, diagnosisOf, markedLine, onlyOrigin, ownPlaces, sendRequests } from './diagnosed-target.js';

const requests = 3;
const appFolder = fileURLToPath(new URL('../../../../../apps/with-leak/dist', import.meta.url));

/** `database.js:12` of the line of the built app that holds the text. */
function builtLine(file: string, text: string): string {
  const lines = readFileSync(path.join(appFolder, file), 'utf8').split('\n');
  return `${path.basename(file)}:${lines.findIndex((line) => line.includes(text)) + 1}`;
}

describe('diagnose mode with databases', () => {
  const targets = createTargets();
  const services: RunningService[] = [];
  let target: Target;
  let diagnosis: AgentDiagnosis;

  async function start(command: string, cwd: string): Promise<void> {
    const [postgres, redis] = services;
    const urls = { DATABASE_URL: postgres?.url ?? '', REDIS_URL: redis?.url ?? '' };
    const env = { ...targetSpec('').env, ...urls };
    target = await targets.start(command, { agent: 'auto', agentMode: 'diagnose', cwd, env });
    diagnosis = diagnosisOf(target);
  }

  async function originsOf(requestPath: string): Promise<readonly OriginEvidence[]> {
    await sendRequests(target, requestPath, 1);
    await diagnosis.watch('counts');
    await sendRequests(target, requestPath, requests);
    return diagnosis.origins();
  }

  before(async () => {
    assertAgentIsBuilt();
    services.push(
      await startPostgres({ url: null, maxConnections: 60, provider: 'auto', image: 'postgres:17' }, quietHooks()),
    );
    services.push(
      await startRedis({ url: null, maxConnections: null, provider: 'auto', image: 'redis:7-alpine' }, quietHooks()),
    );
  });
  afterEach(() => targets.stopAll());
  after(async () => {
    for (const service of services.splice(0).reverse()) await service.stop();
  });

  it('names who took a client and kept it, and what it was last asked', async () => {
    await start('node borrows-clients.mjs', diagnoseFolder);
    const origin = onlyOrigin(await originsOf('/checkout'), 'pool-client');
    const [innermost, caller] = ownPlaces(origin);
    expect([innermost, caller]).to.deep.equal([
      markedLine('borrows-clients.mjs', '/checkout'),
      markedLine('borrows-clients.mjs', '/checkout caller'),
    ]);
    expect(origin).to.include({ alive: requests, created: requests });
    for (const detail of origin.details) {
      expect(detail).to.match(/^checked out for \d+\.\d s, last query: SELECT \?$/);
    }
  });

  it('names who took a client by callback', async () => {
    await start('node borrows-clients.mjs', diagnoseFolder);
    const origin = onlyOrigin(await originsOf('/callback'), 'pool-client');
    expect(ownPlaces(origin)[0]).to.equal(markedLine('borrows-clients.mjs', '/callback'));
    expect(origin.alive).to.equal(requests);
  });

  it('names the BEGIN of a transaction that nobody ended', async () => {
    await start('node borrows-clients.mjs', diagnoseFolder);
    const origins = await originsOf('/transaction');
    const origin = onlyOrigin(origins, 'transaction');
    expect(ownPlaces(origin)[0]).to.equal(markedLine('borrows-clients.mjs', '/transaction'));
    // One client serves one request after the other, and a second BEGIN begins nothing new.
    expect(origin).to.include({ alive: 1, created: requests });
    expect(origin.details[0]).to.match(/^open for \d+\.\d s, last query: SELECT \$1::int$/);
    expect(origins.some(({ kind }) => kind === 'pool-client')).to.equal(false);
  });

  it('is silent where clients and transactions are given back', async () => {
    await start('node borrows-clients.mjs', diagnoseFolder);
    for (const name of ['checkout', 'callback', 'transaction', 'query', 'failure']) {
      const origins = await originsOf(`/clean-${name}`);
      expect(origins.map(({ kind }) => kind)).to.not.include.oneOf(['pool-client', 'transaction']);
      // A client that idles in its pool has one listener and one timeout, however many requests it has served.
      expect(Math.max(0, ...origins.map(({ alive }) => alive)), name).to.be.at.most(1);
    }
  });

  const appLeaks: readonly (readonly [requestPath: string, kind: ResourceKind, file: string, text: string])[] = [
    ['/api/database', 'socket', 'routes/database.js', 'await client.connect()'],
    ['/api/redis', 'socket', 'routes/redis.js', 'client.connect()'],
    ['/api/checkout?sku=sold-out', 'pool-client', 'routes/checkout.js', 'pool.connect()'],
    ['/api/files', 'file', 'routes/files.js', 'openFile(termsFile'],
    ['/api/timers', 'interval', 'routes/timers.js', 'setInterval('],
    ['/api/listeners', 'listener', 'routes/listeners.js', "lifecycle.once('closing'"],
    ['/api/buffers', 'array-buffer', 'routes/buffers.js', 'Buffer.alloc('],
  ];

  it('names the line of every leak of the leaky twin', async () => {
    await start('node server.js', appFolder);
    for (const [requestPath, kind, file, text] of appLeaks) {
      const origin = onlyOrigin(await originsOf(requestPath), kind);
      expect(ownPlaces(origin)[0], requestPath).to.equal(builtLine(file, text));
      expect(origin.alive, requestPath).to.equal(requests);
      if (kind === 'socket') expect(new Set(origin.localPorts).size).to.equal(requests);
    }
  });
});
