import type { AskedNumber } from './invariant.js';
import type { ServiceKind } from './services/service-kind.js';

/** One connection as the server sees it. */
export interface ServerConnection {
  /** Backend pid in PostgreSQL, connection id in MySQL, client id in Redis. */
  readonly id: number;
  /** The peer's address and port as the server sees them. Null over a Unix socket. */
  readonly clientAddress: string | null;
  readonly clientPort: number | null;
  /** PostgreSQL: `active`, `idle`, `idle in transaction`, … Redis: `normal`, `pubsub`, … */
  readonly state: string;
  readonly applicationName: string;
  /** The last statement or command, without its parameters. */
  readonly lastCommand: string;
  /** Time since the connection was opened. */
  readonly ageSeconds: number;
  /** Time since the state last changed. */
  readonly idleSeconds: number;
}

/**
 * Reads a server through connections of its own. They are opened before the load, so that it can still read when no
 * connection is left.
 */
export interface ServiceObserver {
  readonly kind: ServiceKind;
  /**
   * Number of client connections right now, of all users of the server, without the observer's own. It costs little.
   */
  count(): Promise<number>;
  /** Each client connection, without the observer's own. */
  connections(): Promise<readonly ServerConnection[]>;
  /**
   * Number of connections that clients have opened so far, by the server's own count. Those that were closed are
   * included. Null where the server keeps no count.
   */
  opened(): Promise<number | null>;
  /**
   * Asks a question of the user: one read-only statement, or a command with its arguments. Rejects when the connection
   * to the server is lost.
   */
  ask(words: readonly string[]): Promise<AskedNumber>;
}

/** Where a server takes connections, as it knows itself. */
export interface ServerPlace {
  /** Null where the server does not tell it. */
  readonly address: string | null;
  readonly port: number;
}

/** A server that the run may use. It was found, or the run started it. */
export interface RunningService {
  readonly kind: ServiceKind;
  /** Whether the run started it. Otherwise it is somebody else's server behind a URL. */
  readonly isStarted: boolean;
  /** The URL with credentials. It goes into the target's environment, but never into a recording or report. */
  readonly url: string;
  /** Text for people and `result.json`, e.g. `embedded 17.10`, `local 7.0.15`, `url 127.0.0.1:5432 (15.18)`. */
  readonly description: string;
  /** Host and port that the server listens on. By them the target's sockets to the server are recognised. */
  readonly host: string;
  readonly port: number;
  /**
   * The same as the server itself knows it. It differs from host and port where the server runs in a container and its
   * port is published. Clients in the same network use this place. Absent where the server does not tell it.
   */
  readonly ownPlace?: ServerPlace;
  /**
   * Number of clients that the server accepts besides our observer: `max_connections` minus the superuser reserve, or
   * `maxclients`. Infinite when it is not known.
   */
  readonly maxConnections: number;
  /** The limit as it is configured, e.g. `max_connections=100`, for people. */
  readonly limitSetting: string;
  readonly observer: ServiceObserver;
  /**
   * Puts the data back to the state that every target starts from. Absent where targets do not start from the same
   * data.
   */
  resetData?(): Promise<void>;
  /** Closes the observer. If the run started the server, stops it and removes its data. Never throws twice. */
  stop(): Promise<void>;
}
