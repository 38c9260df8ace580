import type { ServiceKind } from '../model/services/service-kind.js';
import { withinTime } from '../platform/within-time.js';
import { serviceLost } from './service-messages.js';

/** What the message about a lost server needs. */
export interface ObservedServer {
  readonly kind: ServiceKind;
  readonly description: string;
  outputTail(): string;
}

/** Runs one reading at a time. After the first one that fails or takes too long, the server counts as lost for good. */
export type ObserverGuard = <T>(read: () => Promise<T>, timeoutMs?: number) => Promise<T>;

/** A healthy server answers in milliseconds, even with 5,000 clients. This allows for a machine under full load. */
export const answerTimeoutMs = 10_000;

/**
 * Guards the readings of one observer connection. They wait for one another, because `pg` deprecates overlapping
 * queries on a client.
 */
export function createObserverGuard(server: ObservedServer): ObserverGuard {
  let previous: Promise<unknown> = Promise.resolve();
  let lost: Error | null = null;
  const attempt = async <T>(read: () => Promise<T>, timeoutMs: number): Promise<T> => {
    if (lost !== null) throw lost;
    try {
      return await withinTime(read(), timeoutMs);
    } catch (error) {
      lost = serviceLost(server.kind, server.description, asError(error), server.outputTail());
      throw lost;
    }
  };
  return (read, timeoutMs = answerTimeoutMs) => {
    const next = previous.then(
      () => attempt(read, timeoutMs),
      () => attempt(read, timeoutMs),
    );
    previous = next;
    return next;
  };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
