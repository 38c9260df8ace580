import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HarnessError } from '../../platform/harness-error.js';
import type { EventStream } from './event-stream.js';

/** The server never listens on another address, because the page shows paths, endpoints and code of a service. */
const loopback = '127.0.0.1';

/** The kernel resets further connections. A browser opens six at most. */
const mostConnections = 64;

export interface LiveServer {
  readonly url: string;
  /** Closes every connection. Resolves when the port is free. */
  close(): Promise<void>;
}

function refuse(response: ServerResponse, status: number, why: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${why}\n`);
}

/**
 * Whether a request is for this server. A page of a stranger can make a host name of its own point here, but the
 * browser still sends that name.
 */
function isForUs({ headers }: IncomingMessage, port: number): boolean {
  return headers.host === `${loopback}:${port}` || headers.host === `localhost:${port}`;
}

/** Why a request gets neither page nor events; null when it gets them. */
function refusalOf(request: IncomingMessage): readonly [status: number, why: string] | null {
  const { port } = request.socket.address() as AddressInfo;
  if (!isForUs(request, port)) return [403, 'This page is for this machine only.'];
  if (request.method !== 'GET') return [405, 'Only GET is answered.'];
  return request.url === '/' || request.url === '/events' ? null : [404, 'There is only one page: /'];
}

function answer(request: IncomingMessage, response: ServerResponse, page: string, events: EventStream): void {
  const refusal = refusalOf(request);
  if (refusal !== null) refuse(response, ...refusal);
  else if (request.url === '/')
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(page);
  else if (!events.add(response)) refuse(response, 503, 'Too many pages follow this run already.');
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, loopback);
  try {
    await once(server, 'listening');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new HarnessError(
      'USAGE',
      `The live view cannot listen on ${loopback}:${port} (${code}). Name another port with --live=<port>, or write --live alone for a free one.`,
      { cause },
    );
  }
}

/**
 * Serves one page and its events on the loopback interface. The server does not keep the process alive.
 *
 * @param port 0 for any free port.
 * @throws HarnessError `USAGE` when the port cannot be listened on.
 */
export async function startLiveServer(port: number, page: string, events: EventStream): Promise<LiveServer> {
  const server = createServer((request, response) => answer(request, response, page, events));
  server.maxConnections = mostConnections;
  server.on('connection', (socket) => socket.unref());
  await listen(server, port);
  server.on('error', () => undefined);
  server.unref();
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${loopback}:${taken}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
