import type { RunningService, ServiceObserver } from '../model/service.js';
import type { ConnectFailure } from '../model/services/service-definition.js';
import type { ServiceKind } from '../model/services/service-kind.js';
import type { ObservedServer } from './observer-guard.js';

/** A connection of ours to a server. */
export interface ServiceConnection {
  readonly host: string;
  readonly port: number;
  /** Closes the connection in the server's protocol, and hangs up where the server does not answer to that. */
  close(): Promise<void>;
}

/** What a server tells about itself. */
export interface ServerLimits extends Pick<RunningService, 'maxConnections' | 'limitSetting' | 'ownPlace'> {
  readonly version: string;
}

/** How to speak with one kind of server. */
export interface ServiceAccess<Connection extends ServiceConnection> {
  readonly kind: ServiceKind;
  /** Rejects with the error that the driver gives. */
  connect(url: string, signal: AbortSignal): Promise<Connection>;
  /** Why the server, or the network on the way to it, refused a connection. */
  classify(error: Error): ConnectFailure;
  /**
   * Reads version and limits. Fails where the user may not list connections at all, because there would be nothing to
   * observe. Where the user sees only some, it tells `onWarning`.
   */
  readLimits(connection: Connection, onWarning: (code: string, message: string) => void): Promise<ServerLimits>;
  observe(connection: Connection, server: ObservedServer): Promise<ServiceObserver>;
}
