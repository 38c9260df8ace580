import type { RunningService } from '../model/service.js';
import type { OwnServerProvider } from '../model/services/service-definition.js';
import type { ServiceOptions } from '../model/services/service-options.js';
import type { ServiceHooks } from './service-hooks.js';

/** Said of what would be had, and may not be fetched just to look. */
export class ToBeFetchedError extends Error {}

/** One look for what starts a server; throws when it is not there. */
export interface ServerCheck {
  readonly provider: OwnServerProvider;
  look(signal: AbortSignal): Promise<unknown>;
}

/** Told the command before something is fetched; null: nothing is. */
export type OnFetch = ((command: string) => void) | null;

/** One kind of service as the world has it: what starts and watches it. Its definition stands in `model/services/`. */
export interface ServiceModule {
  /** Finds or starts a server and opens the observer's connection. */
  start(options: ServiceOptions, hooks: ServiceHooks): Promise<RunningService>;
  /** In the order in which a run tries them. */
  checks(onFetch: OnFetch): readonly ServerCheck[];
}
