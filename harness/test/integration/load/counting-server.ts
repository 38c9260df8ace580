import { once } from 'node:events';
import http from 'node:http';
import net, { type AddressInfo, type Server, type Socket } from 'node:net';

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
  /** Client port, which stands for the connection. */
  readonly connection: number;
}

export interface CountingServer {
  readonly baseUrl: string;
  readonly seen: readonly SeenRequest[];
  /** Connections accepted since the start. */
  connections(): number;
  /** Answers that the client cut off. */
  cutOff(): number;
  close(): Promise<void>;
}

/** An HTTP server that remembers each request; `answer` decides what comes back. */
export async function startCountingServer(
  answer: (request: SeenRequest, response: http.ServerResponse) => void,
): Promise<CountingServer> {
  const seen: SeenRequest[] = [];
  let cutOff = 0;
  const server = http.createServer(async (request, response) => {
    response.on('close', () => {
      if (!response.writableFinished) cutOff += 1;
    });
    const { method = '', url = '', headers, socket } = request;
    const connection = socket.remotePort ?? 0;
    const entry = { method, url, headers, body: await readBody(request), connection };
    seen.push(entry);
    answer(entry, response);
  });
  const base = await listen(server);
  return { ...base, seen, cutOff: () => cutOff };
}

/** What arrived of the body: a client that hangs up early was seen all the same. */
async function readBody(request: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk);
  } catch {
    // Cut off in the middle.
  }
  return Buffer.concat(chunks);
}

export interface RawServer {
  readonly baseUrl: string;
  connections(): number;
  close(): Promise<void>;
}

/** A TCP server for everything that a well-behaved HTTP server does not do. */
export async function startRawServer(onRequest: (socket: Socket) => void): Promise<RawServer> {
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', () => onRequest(socket));
  });
  return listen(server);
}

async function listen(server: Server): Promise<RawServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    connections: () => connections,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
