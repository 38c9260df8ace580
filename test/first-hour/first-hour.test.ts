import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { packLeakline } from '../../bench/first-hour/pack-leakline.js';
import { runService } from '../../bench/first-hour/run-service.js';
import { services } from '../../bench/first-hour/services.js';

/** Packages from the registry, a build and a run of up to twelve endpoints. */
const limitMs = 10 * 60_000;

describe('the first hour, from npm install to a verdict', () => {
  let packed: string;
  let tarball: string;

  before(() => {
    packed = mkdtempSync(path.join(tmpdir(), 'first-hour-package-'));
    tarball = packLeakline(packed);
  });

  after(() => rmSync(packed, { recursive: true, force: true }));

  for (const service of services) {
    it(service.name, async () => {
      const { outcome, transcript } = await runService(service, tarball);
      expect(outcome.problems, transcript).to.deep.equal([]);
    }).timeout(limitMs);
  }
});
