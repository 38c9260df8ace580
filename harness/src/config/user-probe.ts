/**
 * How to read a number. Either a command line for `sh` prints it, or it is in the answer of a URL, found by JSONPath or
 * as a sample in the text format of Prometheus. A URL that begins with `/` is a path of the target. The environment of
 * a command has `TARGET_URL` and the addresses of the services.
 */
export type UserProbeRead =
  | { readonly shell: string }
  | { readonly url: string; readonly jsonpath: string }
  | { readonly url: string; readonly prometheus: string };

/**
 * What to do before a number is read, e.g. a collection or a flush. Without it, things that are about to go away are
 * still counted.
 */
export type UserProbeAction =
  | { readonly shell: string }
  | {
      readonly url: string;
      /** Default `GET`. */
      readonly method?: string;
    };

/** A number of your own: the length of a queue, the connections of a broker, the heap of another runtime. */
export interface UserProbe {
  /** Letters, digits, `_` and `-`. The metric is called `probe.count.<name>` or `probe.bytes.<name>`. */
  readonly name: string;
  /** Default `count`. */
  readonly unit?: 'count' | 'bytes';
  readonly read: UserProbeRead;
  readonly beforeFloor?: UserProbeAction;
  /** Accepted growth per request. Default 0.001 for a count, 32 for bytes. */
  readonly tolerance?: number;
}
