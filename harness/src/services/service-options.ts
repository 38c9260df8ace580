/** How a service is found. `auto` takes the URL when there is one, else the first provider that works. */
export type ProviderChoice = 'auto' | 'url' | 'embedded' | 'local' | 'docker';

export interface PostgresOptions {
  /** `DATABASE_URL`, or null to start a server. Whoever calls has read the environment; nobody does here. */
  readonly url: string | null;
  /** For a server that we start; a server behind a URL keeps its own. */
  readonly maxConnections: number;
  readonly provider: ProviderChoice;
  /** What the provider `docker` runs. */
  readonly image: string;
  /** For a server that we start; without it a free one. */
  readonly port?: number | null;
  /** Absolute file with the data that every target starts from, on a server that we start; else the database is empty. */
  readonly restore?: string | null;
  /** Whether every target starts from the same data, be it none; where data is restored it does. */
  readonly startsAnew?: boolean;
}

export interface RedisOptions {
  /** `REDIS_URL`, or null to start a server. */
  readonly url: string | null;
  /** For a server that we start; null keeps Redis' default of 10,000. */
  readonly maxClients: number | null;
  readonly provider: ProviderChoice;
  /** What the provider `docker` runs. */
  readonly image: string;
  /** For a server that we start; without it a free one. */
  readonly port?: number | null;
}

/** What a caller wants to be told, and how it calls a start-up off. */
export interface ServiceHooks {
  /** Aborting during start-up rejects with the signal's reason and leaves nothing behind; afterwards it means nothing. */
  readonly signal: AbortSignal;
  onProviderTried(provider: string): void;
  onWarning(code: string, message: string): void;
}
