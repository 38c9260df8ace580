import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import WebSocket from 'ws';

/** A connection to the inspector of a process. */
export interface DevtoolsSession {
  /** Rejects when the inspector refuses, or when it does not answer in time. */
  ask<Answer>(method: string, params: object, timeoutMs: number): Promise<Answer>;
  close(): void;
}

interface Message {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** @param url as the inspector gives it. Its host and port are not looked at: `socket` leads there. */
export async function openDevtools(url: string, socket: Duplex, timeoutMs: number): Promise<DevtoolsSession> {
  const connection = new WebSocket(url, {
    perMessageDeflate: false,
    handshakeTimeout: timeoutMs,
    createConnection: () => socket as never,
  });
  await once(connection, 'open');
  const waiting = new Map<number, (message: Message) => void>();
  let lastId = 0;
  connection.on('message', (data) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.id !== undefined) waiting.get(message.id)?.(message);
  });
  const hangUp = (): void => {
    for (const settle of waiting.values()) settle({ error: { message: 'the inspector hung up' } });
  };
  connection.on('close', hangUp).on('error', () => undefined);

  return {
    ask<Answer>(method: string, params: object, askTimeoutMs: number) {
      lastId += 1;
      const id = lastId;
      return new Promise<Answer>((resolve, reject) => {
        const timer = setTimeout(
          () => settle({ error: { message: `no answer to ${method} within ${askTimeoutMs} ms` } }),
          askTimeoutMs,
        );
        const settle = ({ result, error }: Message): void => {
          clearTimeout(timer);
          waiting.delete(id);
          if (error === undefined) resolve(result as Answer);
          else reject(new Error(error.message));
        };
        waiting.set(id, settle);
        connection.send(JSON.stringify({ id, method, params }));
      });
    },
    close: () => connection.terminate(),
  };
}
