import net = require('node:net');
import patch = require('./patch.cjs');

import type { Probe, Registry } from './tracking.cjs';

const socketProbe: Probe<net.Socket> = {
  isAlive: (socket) => !socket.destroyed,
  describe: ({ remoteAddress, remotePort }) =>
    remoteAddress === undefined ? 'not connected' : `${remoteAddress}:${remotePort}`,
  localPort: (socket) => socket.localPort,
};

/** The path of a Unix socket, from the many forms of arguments that `connect` takes; null for TCP. */
function pipePath([target]: readonly unknown[]): string | null {
  if (Array.isArray(target)) return pipePath(target);
  if (typeof target === 'string') return Number.isNaN(Number(target)) ? target : null;
  if (typeof target !== 'object' || target === null || !('path' in target)) return null;
  return typeof target.path === 'string' ? target.path : null;
}

function probeFor(args: readonly unknown[]): Probe<net.Socket> {
  const path = pipePath(args);
  return path === null ? socketProbe : { isAlive: socketProbe.isAlive, describe: () => path };
}

/** Outgoing sockets. All ways to open one end in this method, also that of `pg`, which bypasses `net.connect`. */
function watchSockets(registry: Registry): void {
  patch.patchMethods(net.Socket.prototype, ['connect'], (original, self, args) => {
    const origin = registry.locate('socket');
    const result = Reflect.apply(original, self, args);
    if (origin !== null && self instanceof net.Socket) registry.add(origin, self, probeFor(args));
    return result;
  });
}

export = watchSockets;
