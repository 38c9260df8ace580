import type { RunningService } from '../model/service.js';
import type { OwnServerProvider } from '../model/services/service-definition.js';
import type { ServiceOptions } from '../model/services/service-options.js';
import type { ServiceHooks } from './service-hooks.js';

/** Thrown for what could be fetched, but may not be fetched just to look. */
export class ToBeFetchedError extends Error {}

/** A check whether something that starts a server is there. It throws when it is not. */
export interface ServerCheck {
  readonly provider: OwnServerProvider;
  look(signal: AbortSignal): Promise<unknown>;
}

/** Called with the command before something is fetched. Null means that nothing may be fetched. */
export type OnFetch = ((command: string) => void) | null;

/** Starts and watches one kind of service. Its definition is in `model/services/`. */
export interface ServiceModule {
  /** Finds or starts a server and opens the observer's connection. */
  start(options: ServiceOptions, hooks: ServiceHooks): Promise<RunningService>;
  /** The checks, in the order in which a run tries the providers. */
  checks(onFetch: OnFetch): readonly ServerCheck[];
}
