import type { RunningService, ServiceObserver } from '../model/service.js';
import type { ConnectFailure } from '../model/services/service-definition.js';
import type { ServiceKind } from '../model/services/service-kind.js';
import type { ObservedServer } from './observer-guard.js';

/** One connection to a server, ours. */
export interface ServiceConnection {
  readonly host: string;
  readonly port: number;
  /** Says goodbye, and hangs up on a server that does not answer to that. */
  close(): Promise<void>;
}

/** What a server says of itself. */
export interface ServerLimits extends Pick<RunningService, 'maxConnections' | 'limitSetting'> {
  readonly version: string;
}

/** How one kind of server is spoken to. */
export interface ServiceAccess<Connection extends ServiceConnection> {
  readonly kind: ServiceKind;
  /** Rejects with the error as the driver gives it. */
  connect(url: string, signal: AbortSignal): Promise<Connection>;
  /** Why the server, or the way to it, turned a connection down. */
  classify(error: Error): ConnectFailure;
  /** Fails where the user may not list connections: then there would be nothing to observe. */
  readLimits(connection: Connection, onWarning: (code: string, message: string) => void): Promise<ServerLimits>;
  observe(connection: Connection, server: ObservedServer): Promise<ServiceObserver>;
}
