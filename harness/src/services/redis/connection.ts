import { createClient } from '@redis/client';
import { unlessAborted } from '../../platform/unless-aborted.js';
import { LateError, withinTime } from '../../platform/within-time.js';
import { answerTimeoutMs } from '../observer-guard.js';

/** A connection of ours to Redis. */
export interface RedisConnection {
  readonly host: string;
  readonly port: number;
  /** For commands that answer with text. */
  send(...command: readonly string[]): Promise<string>;
  /** For commands whose answer may be anything. */
  ask(command: readonly string[]): Promise<unknown>;
  close(): Promise<void>;
}

/** The limit for the network connection, and also for everything until the client is ready for its first command. */
const connectTimeoutMs = 10_000;
const defaultPort = 6379;

/** Opens a connection. An abort ends the attempt at once. Rejects with the error that `redis` gives. */
export async function connectRedis(url: string, signal: AbortSignal): Promise<RedisConnection> {
  signal.throwIfAborted();
  const cutOff = new AbortController();
  const client = createClient({
    url,
    RESP: 2,
    disableClientInfo: true,
    disableOfflineQueue: true,
    maintNotifications: 'disabled',
    // An observer that reconnects would hide that the server was gone.
    socket: { connectTimeout: connectTimeoutMs, reconnectStrategy: false, signal: cutOff.signal },
  });
  // A lost connection shows in the next command. Without a listener it would end the process.
  client.on('error', () => undefined);
  const sendInTime = async (command: readonly string[]): Promise<unknown> =>
    withinTime(client.sendCommand([...command]), answerTimeoutMs).catch((error: unknown) => {
      // Later commands would wait behind the late one.
      if (error instanceof LateError && client.isOpen) client.destroy();
      throw error;
    });
  const greet = async (): Promise<void> => {
    await withinTime(client.connect(), connectTimeoutMs);
    // The name is for people who look at the server. The client's option `name` is not used, because a user who may
    // list clients may still be refused this command.
    await sendInTime(['CLIENT', 'SETNAME', 'leakline-observer']).catch((error: unknown) => {
      if (error instanceof LateError) throw error;
    });
  };
  await unlessAborted(greet(), signal).catch((error: unknown) => {
    // `client.destroy()` would not do. Before the socket is connected the client does not know it, and would leave it
    // open.
    cutOff.abort();
    throw error;
  });
  const { hostname, port } = new URL(url);
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1') || 'localhost',
    port: port === '' ? defaultPort : Number(port),
    send: async (...command) => replyText(await sendInTime(command)),
    ask: sendInTime,
    close: async () => {
      if (client.isOpen) client.destroy();
    },
  };
}

/** The answer as text. `CONFIG GET` answers with a list of names and values, which become lines. */
function replyText(reply: unknown): string {
  return Array.isArray(reply) ? reply.map(String).join('\n') : String(reply);
}
