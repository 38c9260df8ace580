import type { OwnServerProvider } from './service-definition.js';
import type { ServiceKind } from './service-kind.js';

/** How a service is found. `auto` uses the URL if there is one, and otherwise the first provider that works. */
export type ProviderChoice = 'auto' | 'url' | OwnServerProvider;

/** How the run gets one service. These options are complete: no code that gets them reads the environment. */
export interface ServiceOptions {
  /** Null if a server has to be started. */
  readonly url: string | null;
  readonly provider: ProviderChoice;
  /**
   * How many connections a server of the run accepts. Null for the server's own default. A server behind a URL keeps
   * its own limit.
   */
  readonly maxConnections: number | null;
  /** The image that the provider `docker` runs. */
  readonly image: string;
  /** Port of a server of the run. Without it, a free port is used. */
  readonly port?: number | null;
  /**
   * An absolute path of a file with the data that every target starts with, on a server of the run. Without it there is
   * no data.
   */
  readonly restore?: string | null;
  /**
   * Whether every target starts with the same data, even if there is none. Where data is restored, this is always so.
   */
  readonly startsAnew?: boolean;
}

/** The options of each service; null for one that was not asked for. */
export type WantedServices = Readonly<Record<ServiceKind, ServiceOptions | null>>;
