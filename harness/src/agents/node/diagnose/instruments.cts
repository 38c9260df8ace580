import nodeModule = require('node:module');
import watchArrayBuffers = require('./array-buffers.cjs');
import watchBuffers = require('./buffers.cjs');
import watchChildren = require('./children.cjs');
import watchDatagramSockets = require('./datagram-sockets.cjs');
import watchDescriptors = require('./descriptors.cjs');
import watchEmitterListeners = require('./emitter-listeners.cjs');
import watchEmitters = require('./emitters.cjs');
import watchEventTargetListeners = require('./event-target-listeners.cjs');
import watchFileHandles = require('./file-handles.cjs');
import watchMessagePorts = require('./message-ports.cjs');
import watchNativeHandles = require('./native-handles.cjs');
import watchPostgres = require('./postgres.cjs');
import watchPromisedTimers = require('./promised-timers.cjs');
import watchScheduledCalls = require('./scheduled-calls.cjs');
import watchServers = require('./servers.cjs');
import watchSockets = require('./sockets.cjs');
import watchTimers = require('./timers.cjs');
import watchWasmMemory = require('./wasm-memory.cjs');
import watchWorkers = require('./workers.cjs');
import attachment = require('../attachment.cjs');

import type { Instrument, Registry } from './tracking.cjs';

const instruments: readonly Instrument[] = [
  watchScheduledCalls,
  watchSockets,
  watchDatagramSockets,
  watchServers,
  watchDescriptors,
  watchFileHandles,
  watchTimers,
  watchPromisedTimers,
  watchEmitterListeners,
  watchEventTargetListeners,
  watchChildren,
  watchWorkers,
  watchPostgres,
  watchBuffers,
  watchArrayBuffers,
  watchWasmMemory,
  watchNativeHandles,
  watchMessagePorts,
  watchEmitters,
];

/** Installs the instruments in this thread, before the application's first line. */
function installInstruments(registry: Registry): void {
  // Steps are undone in the opposite order, so this one comes last.
  attachment.onWithdrawal(() => nodeModule.syncBuiltinESMExports());
  for (const install of instruments) install(registry);
  // Without this, `import { setTimeout } from 'node:timers'` would give the application the untouched function.
  nodeModule.syncBuiltinESMExports();
}

export = installInstruments;
