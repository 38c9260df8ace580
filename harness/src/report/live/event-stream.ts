import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { LiveMessages } from '../../model/live.js';

type MessageName = keyof LiveMessages;

/** More tabs than anyone watches; each costs a copy of every report in flight. */
const mostClients = 16;

/** A browser that lost its stream comes back after that. */
const reconnectMs = 1_000;

/** Time for what is under way at the end to be taken; a browser on the same machine needs milliseconds. */
const endPatienceMs = 2_000;

/** Server-sent events to whoever listens. A client that does not keep up is let go of, and never waited for. */
export interface EventStream {
  readonly clients: number;
  /** Takes over an answer; false when there are too many already. */
  add(response: ServerResponse): boolean;
  /** Sends a message to all; newcomers are sent the last one of each name. */
  send<Name extends MessageName>(name: Name, message: LiveMessages[Name]): void;
  /** Sends the last message and ends every answer. */
  end(message: LiveMessages['end'] | null): Promise<void>;
}

// JSON has no line breaks, so that one data line holds it.
const toFrame = (name: MessageName, message: unknown): string => `event: ${name}\ndata: ${JSON.stringify(message)}\n\n`;

export function createEventStream(patienceMs = endPatienceMs): EventStream {
  const clients = new Set<ServerResponse>();
  const last = new Map<MessageName, string>();
  const deliver = (client: ServerResponse, name: MessageName, frame: string): void => {
    if (!client.writableNeedDrain) {
      client.write(frame);
      return;
    }
    // What was sent before is still waiting: progress can be left out, a report cannot wait for ever.
    if (name !== 'progress') client.destroy();
  };
  return {
    get clients() {
      return clients.size;
    },
    add: (response) => {
      if (clients.size >= mostClients) return false;
      clients.add(response);
      response.on('close', () => clients.delete(response));
      response.on('error', () => undefined);
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write([`retry: ${reconnectMs}\n\n`, ...last.values()].join(''));
      return true;
    },
    send: (name, message) => {
      const frame = toFrame(name, message);
      last.set(name, frame);
      for (const client of clients) deliver(client, name, frame);
    },
    end: async (message) => {
      const frame = message === null ? '' : toFrame('end', message);
      const leaving = [...clients].map((client) => {
        const gone = once(client, 'close').catch(() => undefined);
        client.end(frame);
        return gone;
      });
      const timer = new AbortController();
      await Promise.race([
        Promise.all(leaving),
        delay(patienceMs, undefined, { signal: timer.signal }).catch(() => undefined),
      ]);
      timer.abort();
      for (const client of clients) client.destroy();
    },
  };
}
