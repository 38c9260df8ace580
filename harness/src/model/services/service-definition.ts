import type { MetricId } from '../metrics/catalogue.js';
import type { Remedy } from '../symptom.js';

/** A part of a service's address that may be in the environment of a target. */
export type ServicePart = 'host' | 'port' | 'user' | 'username' | 'password' | 'database' | 'url';

/** A way to get a server that the run starts. */
export type OwnServerProvider = 'embedded' | 'local' | 'docker';

export type PackageManager = 'apt-get' | 'apk' | 'dnf';

/** Why a connection to a server could not be opened. */
export type ConnectFailure =
  | 'refused'
  | 'wrong-credentials'
  | 'exhausted'
  | 'no-database'
  | 'not-permitted'
  | 'not-admitted'
  | 'unreachable'
  | 'starting-up'
  | 'timeout'
  | 'other';

/** Metrics of what the sessions of a database do, as the server itself counts them. */
interface SessionMetrics {
  readonly active: MetricId;
  readonly idle: MetricId;
  readonly idleInTransaction: MetricId;
}

/** Statements and commands to copy, for each situation of a server. */
interface ServiceRemedies {
  /** The server has no connection left, or nearly none. */
  readonly nearLimit: readonly Remedy[];
  /** The server refused connections. */
  readonly full: readonly Remedy[];
  /** Sessions have done nothing for a long time. */
  readonly idle: readonly Remedy[];
  /** Transactions stay open. */
  readonly openTransactions: readonly Remedy[];
  /** A pool has no client left. */
  readonly exhaustedPool: readonly Remedy[];
  /** Requests wait for a client of a pool. */
  readonly waitingPool: readonly Remedy[];
  /** Answers take longer, the more requests there were. */
  readonly slow: readonly Remedy[];
  /** Shows what the server is busy with right now. */
  readonly busy: readonly Remedy[];
}

/**
 * Everything that can be known of a service without a server. The code that starts and watches servers is in
 * `services/<kind>/`.
 */
export interface ServiceDefinition {
  /** The name as it is spelled: `PostgreSQL`. */
  readonly title: string;
  /** The prefix of the names of its metrics and of the codes of its symptoms: `pg`. */
  readonly prefix: string;
  /** Whether `leakline setup` prepares it when no service is named, because most projects use it. */
  readonly isUsual: boolean;
  /** Whether it has tables that migrations create, and is asked for a number by a statement. */
  readonly isDatabase: boolean;
  readonly url: {
    /** The variable that holds the URL, for Leakline and for targets. */
    readonly variable: string;
    /** Another variable for the URL. It is not used when it belongs to another service of the run. */
    readonly sharedVariable?: string;
    readonly protocols: readonly string[];
    /** The form of the URL, for messages: `postgres://user:password@host:5432/database`. */
    readonly form: string;
  };
  readonly defaultPort: number;
  /** The parts that references such as `${postgres.host}` may name. */
  readonly parts: readonly ServicePart[];
  /** The variables that targets get besides the URL. */
  readonly variables: Readonly<Record<string, ServicePart>>;
  /** The variables that targets get from parameters of the URL, each with the name of the parameter. */
  readonly urlParameters: Readonly<Record<string, string>>;
  /**
   * Variables that a target would inherit and that would lead it to another server. Those in `ofOwn` are removed only
   * where the run started the server.
   */
  readonly contradicting: { readonly always: readonly string[]; readonly ofOwn: readonly string[] };
  /** The part before `_HOST` in an example of a variable with another name. */
  readonly exampleName: string;
  readonly options: {
    /** How many connections a server of the run accepts. If `preset` is null, the server's own default holds. */
    readonly limit: { readonly name: string; readonly preset: number | null; readonly most: number };
    readonly image: string;
    /** The providers in the order in which they are tried. */
    readonly providers: readonly OwnServerProvider[];
    /** Whether a server of the run can start with the content of a file. */
    readonly isRestored: boolean;
  };
  readonly connections: MetricId;
  readonly sessions: SessionMetrics | null;
  /** The server's own word for one of its connections. */
  readonly connectionNoun: string;
  /** The advice for a server whose connections may soon all be taken. */
  readonly nearLimitAdvice: string;
  readonly remedies: ServiceRemedies;
  /** What to do about a failure to connect, where it differs from other servers. */
  readonly connectHints: Partial<Readonly<Record<ConnectFailure, string>>>;
  /** Signs that a project uses the service. */
  readonly project: {
    isDriver(packageName: string): boolean;
    /** A regular expression for the name of the provider in Prisma's `datasource`. */
    readonly prismaProvider: string | null;
    /** The prefix of variables that hold the parts of an address. */
    readonly variablePrefix: RegExp;
  };
  readonly packages: {
    readonly names: Readonly<Record<PackageManager, string>>;
    /** Commands by system, for people. */
    readonly hint: string;
  };
}
