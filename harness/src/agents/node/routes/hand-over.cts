import fs = require('node:fs');
import net = require('node:net');
import path = require('node:path');
import workerThreads = require('node:worker_threads');
import graph = require('./router-graph.cjs');
import wrapMethod = require('./wrap-method.cjs');

import type { ToldRoutes } from '../../../model/known-route.js' with { 'resolution-mode': 'import' };

/** There are few routes, and whoever waits for them waits for the service, too. */
const lookIntervalMs = 100;

/** Writes what is known into a file of this thread, whenever it has changed. */
function handOver(folder: string): void {
  const ports = new Set<number>();
  const file = path.join(folder, `${process.pid}-${workerThreads.threadId}.json`);
  const { renameSync, writeFileSync } = fs;
  let written = '';

  function look(): void {
    const told: ToldRoutes = { routes: graph.read(), ports: [...ports] };
    const text = JSON.stringify(told);
    if (text === written || (told.routes.length === 0 && told.ports.length === 0)) return;
    written = text;
    try {
      writeFileSync(`${file}.part`, text);
      renameSync(`${file}.part`, file);
    } catch {
      // The folder is gone, so nobody wants to know any more.
    }
  }

  wrapMethod(net.Server.prototype as unknown as Readonly<Record<string, unknown>>, 'listen', (self) => {
    const server = self as net.Server;
    server.once('listening', () => {
      const address = server.address();
      if (typeof address === 'object' && address !== null) ports.add(address.port);
      look();
    });
  });
  setInterval(look, lookIntervalMs).unref();
}

export = handOver;
