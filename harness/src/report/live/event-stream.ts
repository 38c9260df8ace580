import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { LiveMessages } from '../../model/live.js';

type MessageName = keyof LiveMessages;

/** Nobody watches more tabs. Each one needs a copy of every report while it is sent. */
const mostClients = 16;

/** Time after which a browser that lost its stream connects again. */
const reconnectMs = 1_000;

/** Time for clients to take the last messages. A browser on the same machine needs milliseconds. */
const endPatienceMs = 2_000;

/** Sends server-sent events to all who listen. A client that is too slow is disconnected, and never waited for. */
export interface EventStream {
  readonly clients: number;
  /** Takes over an answer. Returns false when there are too many already. */
  add(response: ServerResponse): boolean;
  /** Sends a message to all. New clients get the last message of each name. */
  send<Name extends MessageName>(name: Name, message: LiveMessages[Name]): void;
  /** Sends the last message and ends every answer. */
  end(message: LiveMessages['end'] | null): Promise<void>;
}

// JSON has no line breaks, so it fits into one data line.
const toFrame = (name: MessageName, message: unknown): string => `event: ${name}\ndata: ${JSON.stringify(message)}\n\n`;

export function createEventStream(patienceMs = endPatienceMs): EventStream {
  const clients = new Set<ServerResponse>();
  const last = new Map<MessageName, string>();
  const deliver = (client: ServerResponse, name: MessageName, frame: string): void => {
    if (!client.writableNeedDrain) {
      client.write(frame);
      return;
    }
    // The previous message is still waiting. Progress can be left out, but a report cannot wait forever.
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
