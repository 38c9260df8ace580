import { createClient } from '@redis/client';
import { unlessAborted } from '../../platform/unless-aborted.js';
import { LateError, withinTime } from '../../platform/within-time.js';
import { answerTimeoutMs } from '../observer-guard.js';

/** One connection to Redis, ours. */
export interface RedisConnection {
  readonly host: string;
  readonly port: number;
  /** For commands that answer with text. */
  send(...command: readonly string[]): Promise<string>;
  /** For commands that answer with anything. */
  ask(command: readonly string[]): Promise<unknown>;
  close(): Promise<void>;
}

/** For the way to the server, and again for what the client says before the first command. */
const connectTimeoutMs = 10_000;
const defaultPort = 6379;

/** Opens a connection; an abort cuts the attempt off at once. Rejects with the error as `redis` gives it. */
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
  // A lost connection shows in the next command; without a listener it would end the process.
  client.on('error', () => undefined);
  const sendInTime = async (command: readonly string[]): Promise<unknown> =>
    withinTime(client.sendCommand([...command]), answerTimeoutMs).catch((error: unknown) => {
      // What comes after it would wait behind it.
      if (error instanceof LateError && client.isOpen) client.destroy();
      throw error;
    });
  const greet = async (): Promise<void> => {
    await withinTime(client.connect(), connectTimeoutMs);
    // For whoever looks at the server. Not by the client's own `name`: a user who may list clients may be refused this.
    await sendInTime(['CLIENT', 'SETNAME', 'leakline-observer']).catch((error: unknown) => {
      if (error instanceof LateError) throw error;
    });
  };
  await unlessAborted(greet(), signal).catch((error: unknown) => {
    // Not `client.destroy()`: before the socket is connected the client does not know of it, and would leave it open.
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

/** `CONFIG GET` answers with a list of names and values; its values are all that is asked for here. */
function replyText(reply: unknown): string {
  return Array.isArray(reply) ? reply.map(String).join('\n') : String(reply);
}
