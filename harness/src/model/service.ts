import type { AskedNumber } from './invariant.js';
import type { ServiceKind } from './services/service-kind.js';

/** One connection as the server sees it. */
export interface ServerConnection {
  /** Backend pid in PostgreSQL, client id in Redis. */
  readonly id: number;
  /** Peer address and port as the server sees them; null over a Unix socket. */
  readonly clientAddress: string | null;
  readonly clientPort: number | null;
  /** PostgreSQL: `active`, `idle`, `idle in transaction`, … Redis: `normal`, `pubsub`, … */
  readonly state: string;
  readonly applicationName: string;
  /** Last statement or command; never its parameters. */
  readonly lastCommand: string;
  /** Since the connection was opened. */
  readonly ageSeconds: number;
  /** Since the state last changed. */
  readonly idleSeconds: number;
}

/** Reads a server through connections of its own, opened before the load so that exhaustion cannot blind it. */
export interface ServiceObserver {
  readonly kind: ServiceKind;
  /** Cheap: client connections right now, without the observer's own. All users of the server. */
  count(): Promise<number>;
  /** Complete: each client connection, without the observer's own. */
  connections(): Promise<readonly ServerConnection[]>;
  /** Connections that clients have opened so far, those that have gone included, by the server's own count; null where it keeps none. */
  opened(): Promise<number | null>;
  /** Asks what the user wants to know: one read-only statement, or a command with its arguments. Rejects when the server is lost. */
  ask(words: readonly string[]): Promise<AskedNumber>;
}

/** A server that the run may use, found or started. */
export interface RunningService {
  readonly kind: ServiceKind;
  /** Whether the run started it; else somebody else's, behind a URL. */
  readonly isStarted: boolean;
  /** With credentials: goes into the target's environment, never into a recording or report. */
  readonly url: string;
  /** For people and `result.json`, e.g. `embedded 17.10`, `local 7.0.15`, `url 127.0.0.1:5432 (15.18)`. */
  readonly description: string;
  /** Host and port the server listens on, to tell the target's sockets to it from others. */
  readonly host: string;
  readonly port: number;
  /** Clients that the server takes besides our observer: from `max_connections` less the superuser reserve, or `maxclients`; infinite when unknown. */
  readonly maxConnections: number;
  /** The limit as it is configured, e.g. `max_connections=100`; for people. */
  readonly limitSetting: string;
  readonly observer: ServiceObserver;
  /** Puts the data back to what the run starts from. Only where data was restored. */
  resetData?(): Promise<void>;
  /** Closes the observer; stops the server and removes its data if the run started it. Never throws twice. */
  stop(): Promise<void>;
}
