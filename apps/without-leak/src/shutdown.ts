import { EventEmitter } from 'node:events';
import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

type Closer = () => Promise<unknown>;

/** Requests in flight and open connections get this long; then the process ends all the same. */
const graceMs = 1_000;

const closers: Closer[] = [];

/** Emits `closing` once, when the service begins to stop. Lives as long as the process. */
export const lifecycle = new EventEmitter();

/** Registers what must be closed after the last request was answered. */
export function onShutdown(close: Closer): void {
  closers.push(close);
}

/** SIGTERM and SIGINT end the process with code 0, gracefully where the grace time allows. */
export function stopOnSignal(server: Server): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(server));
}

async function stop(server: Server): Promise<void> {
  lifecycle.emit('closing');
  await Promise.race([closeAll(server), delay(graceMs)]);
  process.exit(0);
}

async function closeAll(server: Server): Promise<void> {
  await new Promise((resolve) => server.close(resolve));
  await Promise.allSettled(closers.map((close) => close()));
}
