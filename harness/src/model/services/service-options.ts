import type { OwnServerProvider } from './service-definition.js';
import type { ServiceKind } from './service-kind.js';

/** How a service is found. `auto` takes the URL when there is one, else the first provider that works. */
export type ProviderChoice = 'auto' | 'url' | OwnServerProvider;

/** How one service is had. Whoever makes it has read the environment; nobody does behind it. */
export interface ServiceOptions {
  /** Null: a server is started. */
  readonly url: string | null;
  readonly provider: ProviderChoice;
  /** What a server of the run takes; null: as many as the server does by itself. One behind a URL keeps its own. */
  readonly maxConnections: number | null;
  /** What the provider `docker` runs. */
  readonly image: string;
  /** Of a server of the run. Without it a free one. */
  readonly port?: number | null;
  /** Absolute file with the data that every target starts from, on a server of the run; else there is none. */
  readonly restore?: string | null;
  /** Whether every target starts from the same data, be it none; where data is restored it does. */
  readonly startsAnew?: boolean;
}

/** Null: not asked for. */
export type WantedServices = Readonly<Record<ServiceKind, ServiceOptions | null>>;
