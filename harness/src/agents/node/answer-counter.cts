import diagnosticsChannel = require('node:diagnostics_channel');
import http = require('node:http');
import stream = require('node:stream');
import own = require('./own-globals.cjs');
import attachment = require('./attachment.cjs');

import type { Server, ServerResponse } from 'node:http';
import type { NodeReading } from '../../model/runtimes/node/reading.js' with { 'resolution-mode': 'import' };

interface Finished {
  readonly server: Server;
  readonly response: ServerResponse;
}

const channelName = 'http.server.response.finish';

const nothing = (): void => undefined;

/** Makes a server of our own, which listens nowhere, answer a request that comes from memory. */
function answerOnce(server: Server): void {
  const client = new stream.Duplex({ read: nothing, write: (_chunk, _encoding, done) => done() });
  client.on('error', nothing);
  try {
    server.emit('connection', client);
    client.push('GET / HTTP/1.0\r\n\r\n');
  } catch {
    // The application must not notice. No answer is heard then, so the counts stay unknown.
  }
}

/**
 * Counts by status what the HTTP servers of this process answer. `diagnostics_channel` tells of it since Node.js 18.
 *
 * The first reading has a server of our own answer once. The counts are null until that answer was heard, because a
 * channel that tells nothing may not exist in this Node.js.
 */
function countAnswers(): () => NodeReading['answers'] {
  const counts: Record<string, number> = {};
  let witness: Server | null = null;
  let isHeard = false;
  const count = (message: unknown): void => {
    const { server, response } = message as Finished;
    isHeard = true;
    if (server === witness) return;
    counts[response.statusCode] = (counts[response.statusCode] ?? 0) + 1;
  };
  diagnosticsChannel.subscribe(channelName, count);
  attachment.onWithdrawal(() => void diagnosticsChannel.unsubscribe(channelName, count));

  function ask(): Server {
    const server = http.createServer((_request, response) => response.end());
    own.setImmediate(() => answerOnce(server));
    return server;
  }

  return () => {
    witness ??= ask();
    return isHeard ? { ...counts } : null;
  };
}

export = countAnswers;
