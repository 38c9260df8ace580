import net = require('node:net');
import patch = require('./patch.cjs');

import type { Probe, Registry } from './tracking.cjs';

function describe(server: net.Server): string {
  const address = server.address();
  if (address === null) return 'not bound yet';
  return typeof address === 'string' ? address : `port ${address.port}`;
}

const serverProbe: Probe<net.Server> = { isAlive: (server) => server.listening, describe };

/** Listening servers of net, http, https and http2. */
function watchServers(registry: Registry): void {
  patch.patchMethods(net.Server.prototype, ['listen'], (original, self, args) => {
    const origin = registry.locate('server');
    const result = Reflect.apply(original, self, args);
    if (origin !== null && self instanceof net.Server) registry.add(origin, self, serverProbe);
    return result;
  });
}

export = watchServers;
