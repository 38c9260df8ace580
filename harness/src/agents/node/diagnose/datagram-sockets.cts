import dgram = require('node:dgram');
import patch = require('./patch.cjs');

import type { Probe, Registry } from './tracking.cjs';

/** The port of a socket. A socket that was never bound, or is closed, has no address, no descriptor and no port. */
function boundPort(socket: dgram.Socket): number | undefined {
  try {
    return socket.address().port;
  } catch {
    return undefined;
  }
}

const datagramProbe: Probe<dgram.Socket> = {
  isAlive: (socket) => boundPort(socket) !== undefined,
  describe: (socket) => `UDP port ${boundPort(socket)}`,
  localPort: boundPort,
};

/** UDP sockets. Sending binds them as well, so whether one is bound is looked at when evidence is asked for. */
function watchDatagramSockets(registry: Registry): void {
  patch.patchMethods(dgram, ['createSocket'], (original, self, args) => {
    const origin = registry.locate('socket');
    const socket = Reflect.apply(original, self, args);
    if (origin !== null && socket instanceof dgram.Socket) registry.add(origin, socket, datagramProbe);
    return socket;
  });
}

export = watchDatagramSockets;
