import type { RequestValues } from '../model/endpoint.js';
import type { ByMetric, MetricId } from '../model/metrics/catalogue.js';
import type { UserProbe } from './user-probe.js';
import type { UserServices } from './user-services.js';

/** One status, or a range from–to that includes both ends. */
export type StatusRange = number | readonly [from: number, to: number];

/**
 * One request. `{name}` in its path, header values and text body is replaced by a value. `{n}` is a new integer for
 * each unit; `{uuid}` and `{random}` are a UUID and an integer that go with it. Other names are columns of `data` and
 * values that earlier requests captured.
 */
export interface UserRequest {
  /** Default `GET`, or `POST` when there is a body. */
  readonly method?: string;
  /** Begins with `/`; may have a query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * A string is sent as it is, anything else as JSON. A function makes the body anew for each unit, from the same
   * values: `({ n, uuid }) => ({ … })`.
   */
  readonly body?: string | number | boolean | object | null | ((values: RequestValues) => unknown);
  /** A body of bytes, in base64. */
  readonly bodyBase64?: string;
  /** Statuses that count as success. Default `[200, 399]`. */
  readonly expectStatus?: StatusRange;
  /** When the client hangs up: before the answer (`request`) or after its first byte (`response`). */
  readonly abort?: 'request' | 'response';
  /**
   * Values to take from the answer, by the name under which later requests use them: `'$.path'` (JSONPath),
   * `'header:NAME'`, `'cookie:NAME'` or `'regex:PATTERN'` (its first group).
   */
  readonly capture?: Readonly<Record<string, string>>;
}

/** What clients do besides the requests to endpoints. Only requests to endpoints are measured. */
export interface UserClients {
  /** Headers that are sent with every request. A request's own headers go first. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Requests that are sent once, when the target is ready, e.g. a login for all clients. */
  readonly setup?: readonly (string | UserRequest)[];
  /** Requests that each client sends once, after `setup`, e.g. a login of its own. */
  readonly before?: readonly (string | UserRequest)[];
  /** Requests that are sent once, when the target's experiment is over. */
  readonly teardown?: readonly (string | UserRequest)[];
  /** Whether each client keeps cookies and sends them back. Default: true if there is `setup` or `before`. */
  readonly cookies?: boolean;
  /**
   * CSV file, relative to the configuration file. Its columns are values for requests. Unit n uses row n, and after the
   * last row the first one follows.
   */
  readonly data?: string;
}

/** One request, or several `steps` that count as one unit. Short forms are `'GET /path'` and `'/path'`. */
export type UserEndpoint =
  | string
  | (UserRequest & UserEndpointOptions)
  | (UserEndpointOptions & { readonly steps: readonly (string | UserRequest)[] });

interface UserEndpointOptions {
  /** Default: method and path. */
  readonly id?: string;
  /**
   * Whether no other endpoint is driven at the same time. Default false, but endpoints of several steps are always
   * driven alone.
   */
  readonly exclusive?: boolean;
}

/**
 * Limits that a target has to keep under the load of the run. The name of any metric limits its peak, in the metric's
 * unit: `{ 'pg.connections': 20 }`.
 */
export interface UserBudgets extends ByMetric<number> {
  /** The largest value allowed, for each endpoint at the configured concurrency. */
  readonly latencyP95Ms?: number;
  /** The largest share allowed, 0–1, of each endpoint's requests that failed. */
  readonly errorRate?: number;
  /** The smallest value allowed, for each endpoint at the configured concurrency. */
  readonly requestsPerSecond?: number;
  /**
   * The largest number of bytes that may be alive at once in the JavaScript heap of one process, at any time of the
   * run.
   */
  readonly heapPeakBytes?: number;
  /** The largest number of processes at a time. The first process counts too. */
  readonly processes?: number;
}

/**
 * A proxy between the load and the target, e.g. nginx. It is not measured. Its own answers are counted apart from the
 * target's.
 */
export interface UserProxy {
  /**
   * The command that starts the proxy, in the foreground. Its environment has `PORT` (the port to listen on),
   * `UPSTREAM` (host and port of the target), `CONFIG` (the file made from `template`) and `FOLDER` (an empty folder
   * for the proxy).
   */
  readonly command?: string | readonly string[];
  /** Address of a proxy that already runs, instead of `command`. */
  readonly url?: string;
  /**
   * A configuration file in which `${PORT}`, `${UPSTREAM}` and `${FOLDER}` are replaced. Its path is relative to the
   * same folder as `cwd`.
   */
  readonly template?: string;
  /** Default: any free port. */
  readonly port?: number;
}

/**
 * What an invariant's value is compared with: a number, the 2xx answers of an endpoint, or requests that are counted in
 * another way.
 */
export type UserExpectedNumber =
  | number
  | string
  | {
      /** Ids of endpoints, e.g. `POST /api/hit`. The requests of several are added up. */
      readonly requests: string | readonly string[];
      /** `2xx` (default): answers from 200 to 299. `ok`: units that ended as `expectStatus` says. `sent`: all. */
      readonly counted?: '2xx' | 'ok' | 'sent';
      /** How much the value changes with each of them. Default 1. */
      readonly times?: number;
    };

/**
 * A value that has to be right once the load is over. One of `postgres`, `mysql`, `redis` and `shell` says how to read
 * it.
 */
export interface UserInvariant {
  readonly name: string;
  /** A statement that answers with one number. It may only read. */
  readonly postgres?: string;
  /** The same for MySQL. */
  readonly mysql?: string;
  /** A command that answers with one number, as one line or as words. */
  readonly redis?: string | readonly string[];
  /** A command line that prints one number. Its environment has `TARGET_URL` and the addresses of the services. */
  readonly shell?: string;
  readonly equals: UserExpectedNumber;
  /** Whether the value itself is compared, or its change since before the first request. Default `change`. */
  readonly compares?: 'change' | 'value';
  /** How long it may take until the value is right, e.g. for a queue that drains. Default 0. */
  readonly withinSeconds?: number;
}

/**
 * A target. The settings of `UserClients` that it has replace the shared ones, but its headers are added to the shared
 * headers.
 */
export interface UserTarget extends UserClients {
  readonly name: string;
  /**
   * The command that starts the service, as one line or as program and arguments. It finds the port to listen on in
   * `PORT`.
   */
  readonly command?: string | readonly string[];
  /**
   * A command that runs before the target starts, when the services are up: migrations, test data. It is one line for
   * the shell, or program and arguments, and runs in the target's folder and with its environment.
   */
  readonly prepare?: string | readonly string[];
  /** Default 300000. */
  readonly prepareTimeoutMs?: number;
  /** Address of a service that already runs, instead of `command`. */
  readonly url?: string;
  /** Process id of the root process of the service at `url`, so that its memory and descriptors can be read. */
  readonly pid?: number;
  /**
   * Name or id of a container that already runs, instead of `command`. Its published port is driven; `port` names the
   * port inside where it publishes several, and `url` is another address that it is reached at.
   */
  readonly container?: string;
  /**
   * A service of a compose file, instead of `command`. Leakline starts it in a container of its own, with the agent in
   * it, and starts what it depends on where that does not run. `file` is relative to the configuration file.
   */
  readonly compose?: { readonly file: string | readonly string[]; readonly service: string };
  /**
   * Whether Leakline's agent is put into the running process of `pid` or `container`, so that its heap can be read and the line of a leak
   * be found. Its inspector is opened on 127.0.0.1 for a moment. Default false.
   */
  readonly attach?: boolean;
  /** The folder that the service starts in, relative to the configuration file. Default: the folder of that file. */
  readonly cwd?: string;
  /**
   * Variables that are added to your own environment. `${postgres.host}`, `${redis.password}`, `${port}` and the like
   * are replaced.
   */
  readonly env?: Readonly<Record<string, string>>;
  /** Default: any free port. */
  readonly port?: number;
  /**
   * When the service is ready: once this path answers, or once this text is printed. Default: as soon as the port
   * accepts connections.
   */
  readonly ready?: string | { readonly stdout: string };
  /** Default 15000. */
  readonly readyTimeoutMs?: number;
  /**
   * File with a certificate in PEM, relative to the configuration file, for a service that speaks HTTPS. It is the
   * certificate of whoever signed the service's own.
   */
  readonly ca?: string;
  /**
   * Whether any certificate is accepted. Default false, but on 127.0.0.1, ::1 and localhost any certificate is accepted
   * unless there is a `ca`.
   */
  readonly insecure?: boolean;
  /** Time between SIGTERM and SIGKILL, in milliseconds. Default 5000, and 1000 for a service of a compose file. */
  readonly stopGraceMs?: number;
  /**
   * What the service runs on. Needed for Go and for the JVM, whose heaps are read from outside. Node.js and Python are
   * recognised.
   */
  readonly runtime?: 'node' | 'python' | 'go' | 'jvm';
  /** Where a Go service has `net/http/pprof`: a path of the service, or a URL. Default `/debug/pprof`. */
  readonly pprof?: string;
  /** Whether Leakline's agent is loaded into the service's Node.js processes. Default true. */
  readonly agent?: boolean;
  /** A proxy that the load goes through. */
  readonly proxy?: UserProxy;
  /** The verdict this target should get. */
  readonly expect?: 'leaking' | 'clean';
  /** Instead of the endpoints that all targets share. */
  readonly endpoints?: readonly UserEndpoint[];
  /** Instead of the budgets that all targets share. */
  readonly budgets?: UserBudgets;
  /** Instead of the invariants that all targets share. */
  readonly invariants?: readonly UserInvariant[];
  /** Instead of the probes that all targets share. */
  readonly probes?: readonly UserProbe[];
}

export interface UserIgnoreRule {
  readonly fingerprint: string;
  readonly reason: string;
  /** ISO date, e.g. `2027-01-31`. After that day the rule no longer counts. */
  readonly until?: string;
}

/** What a configuration file exports, or what the function that it exports returns. */
export interface UserConfig extends UserClients {
  /** The servers that targets need. Only the servers that are named here are started. */
  readonly services?: UserServices;
  readonly targets: readonly UserTarget[];
  /** Endpoints of every target that has none itself. */
  readonly endpoints?: readonly UserEndpoint[];
  /** Limits on peaks, latency, errors and throughput. The setting `budget` is something else: it limits time. */
  readonly budgets?: UserBudgets;
  /** Values that have to be right once the load is over, e.g. rows stored = requests accepted. */
  readonly invariants?: readonly UserInvariant[];
  /** Numbers of your own. They are judged like the metrics of Leakline. */
  readonly probes?: readonly UserProbe[];
  /** Accepted growth per request, by metric, in the metric's unit. */
  readonly tolerances?: ByMetric<number>;
  /** Metrics that have to be measured. Without one of them, the run calls nothing clean. */
  readonly metrics?: readonly MetricId[];
  /** Time for each target's experiment. Default 60 seconds. */
  readonly budget?: { readonly seconds?: number };
  /**
   * Number of client connections at the same time, 1–256. Default 8, and 32 for an endpoint that waits rather than
   * computes.
   */
  readonly connections?: number;
  /**
   * Whether only the full proof counts as clean. By default, when time is up and nothing grew, an endpoint is clean up
   * to the bound that its requests reach. If you set a tolerance yourself, it has to be proven in any case.
   */
  readonly strict?: boolean;
  /**
   * Whether V8's optimisation is switched off in targets. Default false: the optimisation stays on, and a census tells
   * the application's objects from code. If no census is possible, the optimisation is switched off nevertheless, with
   * the warning `CENSUS_UNKNOWN`.
   */
  readonly steady?: boolean;
  /** Default 10000. */
  readonly requestTimeoutMs?: number;
  /** Fixes the order of the blocks. By default it is derived from the names of targets and endpoints. */
  readonly seed?: number;
  /** Leaks that are known and accepted. */
  readonly ignore?: readonly UserIgnoreRule[];
  /**
   * Whether leaks get a second, short, instrumented pass that looks for their lines. `auto` (default): for at most 10
   * seconds a run. `always`: for accepted leaks too, however long it takes.
   */
  readonly diagnose?: 'auto' | 'always' | 'never';
  /** Folder of the reports, relative to the configuration file. Default `reports`. */
  readonly output?: string;
}

export type UserConfigExport = UserConfig | (() => UserConfig | Promise<UserConfig>);
