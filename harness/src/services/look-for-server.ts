import type { ServiceKind } from '../model/services/service-kind.js';
import { loadService } from './load-service.js';
import type { ProviderFailure } from './service-messages.js';
import { type OnFetch, ToBeFetchedError } from './service-module.js';

interface ServerLook {
  /** The first provider that would work; null where there is none. */
  readonly provider: string | null;
  /** The providers before it, with their reasons. */
  readonly failures: readonly ProviderFailure[];
  /** What would have to be fetched, and was not; null where there is no such thing. */
  readonly toBeFetched: string | null;
}

/** Looks for what starts a server, in the same way as a run, but starts none. */
export async function lookForServer(kind: ServiceKind, onFetch: OnFetch, signal: AbortSignal): Promise<ServerLook> {
  const failures: ProviderFailure[] = [];
  let toBeFetched: string | null = null;
  for (const { provider, look } of (await loadService(kind)).checks(onFetch)) {
    try {
      await look(signal);
      return { provider, failures, toBeFetched };
    } catch (error) {
      signal.throwIfAborted();
      failures.push({ provider, reason: error instanceof Error ? error.message : String(error) });
      if (error instanceof ToBeFetchedError) toBeFetched = error.message;
    }
  }
  return { provider: null, failures, toBeFetched };
}
