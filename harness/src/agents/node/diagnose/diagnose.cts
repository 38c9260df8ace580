import createFollower = require('../follow/follow.cjs');
import createHeapSampler = require('./heap-sampler.cjs');
import writeHeapSnapshot = require('./heap-snapshot.cjs');
import installInstruments = require('./instruments.cjs');
import mergeOrigins = require('./merge-origins.cjs');
import createRegistry = require('./registry.cjs');
import inheritance = require('../thread-inheritance.cjs');

import type { OriginEvidence } from '../../../model/evidence.js' with { 'resolution-mode': 'import' };
import type { NodeReading } from '../../../model/runtimes/node/reading.js' with { 'resolution-mode': 'import' };
import type { DiagnoseMethods } from '../agent-methods.cjs';

/**
 * Installs the instruments before the application's first line, and returns the methods that the harness may ask.
 *
 * @param ofWorkers asks the worker threads for their origins.
 */
function diagnose(
  collect: () => Promise<NodeReading>,
  ofWorkers: () => Promise<readonly OriginEvidence[]>,
): DiagnoseMethods {
  const registry = createRegistry();
  const sampler = createHeapSampler();
  const follower = createFollower(registry, async () => collect());
  const watches = inheritance.shareWatches();
  installInstruments(registry);

  return {
    follow: follower.follow,
    followed: follower.followed,
    async watch() {
      follower.forget();
      registry.watch();
      watches.addOne();
      await sampler.start();
      return null;
    },
    async origins() {
      await collect();
      const own = registry.origins();
      return mergeOrigins([...own, ...(await ofWorkers())]);
    },
    async allocations() {
      await collect();
      return sampler.read();
    },
    async writeHeapSnapshot(request) {
      const { heapUsedBytes } = await collect();
      return writeHeapSnapshot(request, heapUsedBytes);
    },
  };
}

export = diagnose;
