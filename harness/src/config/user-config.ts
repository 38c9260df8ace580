import type { RequestValues } from '../model/endpoint.js';
import type { ByMetric, MetricId } from '../model/metrics/catalogue.js';
import type { UserProbe } from './user-probe.js';
import type { UserServices } from './user-services.js';

/** A number of statuses: exactly one, or from–to inclusive. */
export type StatusRange = number | readonly [from: number, to: number];

/**
 * One request. `{name}` in path, header values and text body becomes a value: `{n}` a fresh integer per unit, `{uuid}` and
 * `{random}` a UUID and an integer that go with it, a column of `data`, or what an earlier request captured.
 */
export interface UserRequest {
  /** Default `GET`, or `POST` when there is a body. */
  readonly method?: string;
  /** Begins with `/`; may have a query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * A string goes out as it is, anything else as JSON. A function makes it anew for each unit, from the same values:
   * `({ n, uuid }) => ({ … })`.
   */
  readonly body?: string | number | boolean | object | null | ((values: RequestValues) => unknown);
  /** A body of bytes, in base64. */
  readonly bodyBase64?: string;
  /** Statuses that count as success. Default `[200, 399]`. */
  readonly expectStatus?: StatusRange;
  /** The client hangs up before the answer (`request`) or after its first byte (`response`). */
  readonly abort?: 'request' | 'response';
  /**
   * Values of the answer that later requests use, by name: `'$.path'` (JSONPath), `'header:NAME'`, `'cookie:NAME'` or
   * `'regex:PATTERN'` (its first group).
   */
  readonly capture?: Readonly<Record<string, string>>;
}

/** What clients do beside the requests to endpoints, which alone are measured. */
export interface UserClients {
  /** Sent with every request; a request's own go first. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent once, when the target is ready, e.g. a login for all clients. */
  readonly setup?: readonly (string | UserRequest)[];
  /** Sent once by each client, after `setup`: a login of its own. */
  readonly before?: readonly (string | UserRequest)[];
  /** Sent once, when the target's experiment is over. */
  readonly teardown?: readonly (string | UserRequest)[];
  /** Whether each client keeps cookies and sends them back. Default: where there is `setup` or `before`. */
  readonly cookies?: boolean;
  /** CSV file whose columns are values, relative to the configuration file. Unit n has row n; after the last comes the first. */
  readonly data?: string;
}

/** One request, or several `steps` that count as one unit; or in short `'GET /path'`, `'/path'`. */
export type UserEndpoint =
  | string
  | (UserRequest & UserEndpointOptions)
  | (UserEndpointOptions & { readonly steps: readonly (string | UserRequest)[] });

interface UserEndpointOptions {
  /** Default: method and path. */
  readonly id?: string;
  /** Never driven while another endpoint is. Default false; endpoints of several steps never are. */
  readonly exclusive?: boolean;
}

/**
 * Limits that a target has to keep under the load of the run. Any metric's name limits its peak, in the metric's unit:
 * `{ 'pg.connections': 20 }`.
 */
export interface UserBudgets extends ByMetric<number> {
  /** The most, for each endpoint at the configured concurrency. */
  readonly latencyP95Ms?: number;
  /** The most, 0–1: the share of each endpoint's requests that failed. */
  readonly errorRate?: number;
  /** The least, for each endpoint at the configured concurrency. */
  readonly requestsPerSecond?: number;
  /** The most that may be alive at once in the JavaScript heap of one process, between floors as at them. */
  readonly heapPeakBytes?: number;
  /** The most processes at a time, the first one included. */
  readonly processes?: number;
}

/** A proxy between the load and the target, e.g. nginx. It is not measured; its own answers are told from the target's. */
export interface UserProxy {
  /**
   * Starts it, in the foreground. In its environment: `PORT` to listen on, `UPSTREAM` (host and port of the target), `CONFIG`
   * (the file made from `template`) and `FOLDER` (an empty folder of its own).
   */
  readonly command?: string | readonly string[];
  /** A proxy that runs already, instead of `command`. */
  readonly url?: string;
  /** A configuration file in which `${PORT}`, `${UPSTREAM}` and `${FOLDER}` are filled in; relative like `cwd`. */
  readonly template?: string;
  /** Default: a free one. */
  readonly port?: number;
}

/** What an invariant's value is compared with: a number, the 2xx answers of an endpoint, or requests counted otherwise. */
export type UserExpectedNumber =
  | number
  | string
  | {
      /** Ids of endpoints, e.g. `POST /api/hit`; several are added up. */
      readonly requests: string | readonly string[];
      /** `2xx` (default): answers from 200 to 299. `ok`: units that ended as `expectStatus` says. `sent`: all. */
      readonly counted?: '2xx' | 'ok' | 'sent';
      /** How much the value changes with each of them. Default 1. */
      readonly times?: number;
    };

/** A value that has to be right once the load is over. One of `postgres`, `mysql`, `redis` and `shell` says how to read it. */
export interface UserInvariant {
  readonly name: string;
  /** A statement that answers with one number; it may only read. */
  readonly postgres?: string;
  /** The same of MySQL. */
  readonly mysql?: string;
  /** A command that answers with one number, as one line or as words. */
  readonly redis?: string | readonly string[];
  /** A command line that prints one number; `TARGET_URL` and where the services are is in its environment. */
  readonly shell?: string;
  readonly equals: UserExpectedNumber;
  /** Whether the value itself is compared, or its change since before the first request. Default `change`. */
  readonly compares?: 'change' | 'value';
  /** How long it may take until the value is right, e.g. for a queue that drains. Default 0. */
  readonly withinSeconds?: number;
}

/** Has what `UserClients` names instead of what all targets share; headers of its own are added to theirs. */
export interface UserTarget extends UserClients {
  readonly name: string;
  /** Starts the service, as one line or as program and arguments. The port to listen on is given in `PORT`. */
  readonly command?: string | readonly string[];
  /**
   * What is done before the target starts, with the services up: migrations, test data. One line for the shell, or program
   * and arguments, in the target's folder and with its environment.
   */
  readonly prepare?: string | readonly string[];
  /** Default 300000. */
  readonly prepareTimeoutMs?: number;
  /** A service that already runs, instead of `command`. */
  readonly url?: string;
  /** Root process of the service at `url`, so that its memory and descriptors can be read. */
  readonly pid?: number;
  /** Relative to the configuration file. Default: its folder. */
  readonly cwd?: string;
  /** Over your own environment. `${postgres.host}`, `${redis.password}`, `${port}` and the like are filled in. */
  readonly env?: Readonly<Record<string, string>>;
  /** Default: a free one. */
  readonly port?: number;
  /** Path that answers, or text that is printed, once the service is ready. Default: as soon as the port accepts. */
  readonly ready?: string | { readonly stdout: string };
  /** Default 15000. */
  readonly readyTimeoutMs?: number;
  /** Certificate in PEM, relative to the configuration file, of whoever signed that of a service that speaks HTTPS. */
  readonly ca?: string;
  /** Whether any certificate will do. Default false; on 127.0.0.1, ::1 and localhost any does unless there is a `ca`. */
  readonly insecure?: boolean;
  /** Time between SIGTERM and SIGKILL. Default 5000. */
  readonly stopGraceMs?: number;
  /** Whether Leakline's agent is loaded into the service's Node.js processes. Default true. */
  readonly agent?: boolean;
  /** The load goes through it. */
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
  /** ISO date, e.g. `2027-01-31`, after which the rule no longer counts. */
  readonly until?: string;
}

/** What a configuration file exports, or returns from the function it exports. */
export interface UserConfig extends UserClients {
  /** The servers that targets need. Only what is asked for is started. */
  readonly services?: UserServices;
  readonly targets: readonly UserTarget[];
  /** For every target that has none of its own. */
  readonly endpoints?: readonly UserEndpoint[];
  /** Limits on peaks, latency, errors and throughput; not to be confused with `budget`, which is time. */
  readonly budgets?: UserBudgets;
  /** Values that have to be right once the load is over, e.g. rows stored = requests accepted. */
  readonly invariants?: readonly UserInvariant[];
  /** Numbers of your own, judged like the metrics of Leakline. */
  readonly probes?: readonly UserProbe[];
  /** Accepted growth per request by metric. */
  readonly tolerances?: ByMetric<number>;
  /** Metrics without which the run must not call anything clean. */
  readonly metrics?: readonly MetricId[];
  /** Time for each target's experiment. Default 60 seconds. */
  readonly budget?: { readonly seconds?: number };
  /** Concurrent client connections, 1–256. Default 8, and 32 for an endpoint that waits rather than works. */
  readonly connections?: number;
  /**
   * Whether only the full proof counts as clean. Default false: when time is up and nothing grew, an endpoint is clean at the
   * bound that its requests reach. A tolerance of your own is a demand either way.
   */
  readonly strict?: boolean;
  /**
   * Whether V8's optimisation is switched off in targets. Default false: it stays on, and a census tells the application's
   * objects from code; where none can be had, it is switched off all the same, with the warning `CENSUS_UNKNOWN`.
   */
  readonly steady?: boolean;
  /** Default 10000. */
  readonly requestTimeoutMs?: number;
  /** Fixes the order of the blocks. Default: derived from the names of targets and endpoints. */
  readonly seed?: number;
  /** Leaks that are known and accepted. */
  readonly ignore?: readonly UserIgnoreRule[];
  /**
   * Whether leaks get a second, short, instrumented pass that looks for their lines. `always`: accepted leaks too, however
   * long it takes. Default `auto`: at most 10 seconds a run.
   */
  readonly diagnose?: 'auto' | 'always' | 'never';
  /** Folder of the reports, relative to the configuration file. Default `reports`. */
  readonly output?: string;
}

export type UserConfigExport = UserConfig | (() => UserConfig | Promise<UserConfig>);
