import fittingOrigins = require('./fitting-origins.cjs');
import followWatches = require('./follow-watches.cjs');
import installInstruments = require('./instruments.cjs');
import createRegistry = require('./registry.cjs');
import inheritance = require('../thread-inheritance.cjs');

import type { OriginEvidence } from '../../../model/evidence.js' with { 'resolution-mode': 'import' };

type Watches = Parameters<typeof followWatches>[1];

/**
 * Installs the instruments in this worker thread. Returns a function that tells what is alive in it. Beneath the frames
 * of the thread stand those that started it.
 */
function diagnoseWorker(watches: Watches): (mostBytes: number) => readonly OriginEvidence[] {
  const registry = followWatches(createRegistry(), watches);
  installInstruments(registry);
  const started = inheritance.startedAt();
  return (mostBytes) => {
    const origins = registry.origins().map((origin) => ({ ...origin, stack: [...origin.stack, ...started] }));
    return fittingOrigins(origins, mostBytes);
  };
}

export = diagnoseWorker;
