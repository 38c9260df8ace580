import type { ByService } from './services/service-kind.js';

/** Hard limits around the target. A projection names the limit that a leak will reach next. */
export interface Limits {
  /** The number of connections that each service accepts, where it is known. */
  readonly connections: ByService<number>;
  readonly fileLimit: number | null;
  readonly heapLimitBytes: number | null;
  /** How much of the machine's memory the whole process tree may use. */
  readonly memoryBytes: number | null;
  /**
   * How a server's limit is configured, e.g. `max_connections=100`, by metric. Of that limit the numbers above only
   * hold what targets can use.
   */
  readonly settings: Readonly<Record<string, string>>;
}
