import { expect } from 'chai';
import { createSharedServices, resolveConfig } from 'leakline';
import { findMissing } from '../../labs/write-contention/document-app/find-missing.js';
import {
  type AppRun,
  type CrashRun,
  killWhileProcessing,
  runApps,
} from '../../labs/write-contention/document-app/run-app.js';

/** Small loads of `ab` on the lesson's own app. What is asserted holds however slow the machine is. */
describe("the lesson's own FastAPI app", function () {
  this.timeout(300_000);
  let runs: readonly AppRun[] = [];
  let crash: CrashRun;

  before(async function () {
    const missing = findMissing();
    if (missing !== null) {
      console.error(missing);
      this.skip();
    }
    const config = resolveConfig(
      {
        services: { postgres: { maxConnections: 20 }, redis: {} },
        targets: [{ name: 'document-app', url: 'http://127.0.0.1:1' }],
        endpoints: ['POST /hit'],
      },
      {},
      { configFile: null, cwd: process.cwd(), environment: {} },
    );
    const shared = createSharedServices();
    try {
      const services = await shared.lend(config.services);
      const urlOf = (wanted: string): string => services.find(({ kind }) => kind === wanted)?.url ?? '';
      const env = { DATABASE_URL: urlOf('postgres'), REDIS_URL: urlOf('redis') };
      crash = await killWhileProcessing(env);
      const load = { requests: 300, concurrency: 50 };
      runs = await runApps({ direct: [load], buffered: load }, env, () => undefined);
    } finally {
      await shared.stop();
    }
  });

  const runOf = (title: string): AppRun => {
    const run = runs.find((candidate) => candidate.title === title);
    if (run === undefined) throw new Error(`There is no run ${title}`);
    return run;
  };

  it('with its pool of 15 no connection is refused, and accepted hits are lost', () => {
    const direct = runOf('Direct');
    expect(Object.keys(direct.errors).filter((error) => error.includes('TooManyConnections'))).to.deep.equal([]);
    expect(direct.lost).to.be.above(0);
  });

  it('without a pool connections are refused', () => {
    const { ab, errors } = runOf('Direct, without a pool');
    expect(ab.non2xx).to.be.above(0);
    expect(Object.keys(errors).join()).to.include('asyncpg.exceptions.TooManyConnectionsError');
  });

  it('the command as printed sends GET, of which none is a hit', () => {
    expect(runOf('Buffered, the command as printed (GET)')).to.deep.include({ accepted: 0, stored: 0 });
  });

  it('/process after the load stores all', () => {
    expect(runOf('Buffered, /process afterwards')).to.deep.include({ accepted: 300, stored: 300, lost: 0 });
  });

  it('a crash between the delete and the commit loses all that waited', () => {
    expect(crash).to.deep.equal({ accepted: 200, stored: 0, pending: 0, lost: 200 });
  });
});
