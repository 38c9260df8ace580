import events = require('node:events');
import http = require('node:http');
import zlib = require('node:zlib');
import patch = require('./patch.cjs');

import type { ResourceKind } from '../../../model/resource-kind.js' with { 'resolution-mode': 'import' };
import type { Probe, Registry } from './tracking.cjs';

/** A class of emitters that hold something until they are closed. */
interface WatchedClass<T extends object> {
  readonly kind: ResourceKind;
  readonly prototype: object;
  readonly probe: Probe<T>;
}

type SocketsByName = Readonly<Record<string, readonly unknown[] | undefined>>;

/** The part of an agent that we read. */
interface Agent {
  readonly sockets: SocketsByName;
  readonly freeSockets: SocketsByName;
}

const countSockets = ({ sockets, freeSockets }: Agent): number =>
  [...Object.values(sockets), ...Object.values(freeSockets)].reduce((sum, list) => sum + (list?.length ?? 0), 0);

/** An agent without open sockets is alive, but no suspect, because it costs nothing. */
const agentProbe: Probe<Agent> = {
  isAlive: () => true,
  isSuspect: (agent) => countSockets(agent) > 0,
  describe: (agent) => `an agent with ${countSockets(agent)} open ${countSockets(agent) === 1 ? 'socket' : 'sockets'}`,
};

const streamProbe: Probe<{ readonly destroyed: boolean }> = {
  isAlive: ({ destroyed }) => !destroyed,
  describe: (stream) => `zlib ${stream.constructor.name}`,
};

/** The prototype that all streams of zlib share. Node.js does not export its class. */
const zlibPrototype: object = Object.getPrototypeOf(Object.getPrototypeOf(zlib.Gzip.prototype));

const classes: readonly WatchedClass<never>[] = [
  { kind: 'http-agent', prototype: http.Agent.prototype, probe: agentProbe },
  { kind: 'native-handle', prototype: zlibPrototype, probe: streamProbe },
];

const extendsFrom = (thing: object, prototype: object): boolean =>
  Object.prototype.isPrototypeOf.call(prototype, thing);

/**
 * HTTP agents, because their sockets belong to them and not to a request; and streams of zlib, which have native
 * windows.
 */
function watchEmitters(registry: Registry): void {
  // Every constructor of an emitter calls `init` by this name.
  patch.patchMethods(events.EventEmitter, ['init'], (original, self, args) => {
    const made = self as object;
    const watched = registry.epoch === 0 ? undefined : classes.find(({ prototype }) => extendsFrom(made, prototype));
    const origin = watched === undefined ? null : registry.locate(watched.kind);
    if (watched !== undefined && origin !== null) registry.add(origin, made, watched.probe as Probe<never>);
    return Reflect.apply(original, self, args);
  });
}

export = watchEmitters;
