import type { ByService } from './services/service-kind.js';

/** Hard limits of the target's world; the next one in the way of a leak is what a projection names. */
export interface Limits {
  /** How many connections each service takes, where that is known. */
  readonly connections: ByService<number>;
  readonly fileLimit: number | null;
  readonly heapLimitBytes: number | null;
  /** What the machine can spare for the whole process tree. */
  readonly memoryBytes: number | null;
  /** How a server's limit is configured, e.g. `max_connections=100`, by metric. The numbers above are what is usable of it. */
  readonly settings: Readonly<Record<string, string>>;
}
