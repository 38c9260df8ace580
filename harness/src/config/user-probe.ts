/**
 * How a number is read: a command line for `sh` that prints it; or where in the answer of a URL it stands, by JSONPath or as a
 * sample in Prometheus' text. A URL that begins with `/` is a path of the target. `TARGET_URL`, and where the services are, is
 * in the environment of a command.
 */
export type UserProbeRead =
  | { readonly shell: string }
  | { readonly url: string; readonly jsonpath: string }
  | { readonly url: string; readonly prometheus: string };

/** What is done before a number is read, e.g. a collection or a flush; without it, what is about to go is still counted. */
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
  /** Accepted growth per request. Default 0.001, of bytes 32. */
  readonly tolerance?: number;
}
