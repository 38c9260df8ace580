import type { MetricId } from '../metrics/catalogue.js';
import type { Remedy } from '../symptom.js';

/** What of a service's address may stand in the environment of a target. */
export type ServicePart = 'host' | 'port' | 'user' | 'username' | 'password' | 'database' | 'url';

/** A way to come by a server that the run starts. */
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

/** What the sessions of a database do, by the server's own count. */
interface SessionMetrics {
  readonly active: MetricId;
  readonly idle: MetricId;
  readonly idleInTransaction: MetricId;
}

/** Statements and commands as they can be pasted, for what is seen of a server. */
interface ServiceRemedies {
  /** The server has, or nearly has, no connection left. */
  readonly nearLimit: readonly Remedy[];
  /** It refused connections. */
  readonly full: readonly Remedy[];
  /** Sessions do nothing for long. */
  readonly idle: readonly Remedy[];
  /** Transactions stay open. */
  readonly openTransactions: readonly Remedy[];
  /** A pool has no client left. */
  readonly exhaustedPool: readonly Remedy[];
  /** Requests wait for a client of a pool. */
  readonly waitingPool: readonly Remedy[];
  /** Answers come later the more requests there were. */
  readonly slow: readonly Remedy[];
  /** What it is busy with right now. */
  readonly busy: readonly Remedy[];
}

/** Everything that is known of one service without touching it. `services/<kind>/` starts and watches it. */
export interface ServiceDefinition {
  /** As it is spelled: `PostgreSQL`. */
  readonly title: string;
  /** In front of the codes of its symptoms, and of its metrics: `pg`. */
  readonly prefix: string;
  /** Whether `leakline setup` makes sure of it where nobody names a service: most projects use it. */
  readonly isUsual: boolean;
  /** Whether it has tables that migrations make, and statements that ask for a number. */
  readonly isDatabase: boolean;
  readonly url: {
    /** The variable that holds it, for Leakline as for targets. */
    readonly variable: string;
    /** A variable that holds it, too, unless it is that of another service of the run. */
    readonly sharedVariable?: string;
    readonly protocols: readonly string[];
    /** `postgres://user:password@host:5432/database` */
    readonly form: string;
  };
  readonly defaultPort: number;
  /** What `${postgres.host}` and the like may name. */
  readonly parts: readonly ServicePart[];
  /** What targets are given beside the URL. */
  readonly variables: Readonly<Record<string, ServicePart>>;
  /** And what is a parameter of the URL, by its name. */
  readonly urlParameters: Readonly<Record<string, string>>;
  /** What a target would inherit and what would lead it elsewhere: `ofOwn` only where the run started the server. */
  readonly contradicting: { readonly always: readonly string[]; readonly ofOwn: readonly string[] };
  /** In front of `_HOST` in an example of a variable with another name. */
  readonly exampleName: string;
  readonly options: {
    /** How many connections a server of the run takes; null: as many as the server does by itself. */
    readonly limit: { readonly name: string; readonly preset: number | null; readonly most: number };
    readonly image: string;
    /** In the order in which they are tried. */
    readonly providers: readonly OwnServerProvider[];
    /** Whether a server of the run can start from a file. */
    readonly isRestored: boolean;
  };
  readonly connections: MetricId;
  readonly sessions: SessionMetrics | null;
  /** What the server calls one of its connections. */
  readonly connectionNoun: string;
  /** What is said where all its connections may soon be taken. */
  readonly nearLimitAdvice: string;
  readonly remedies: ServiceRemedies;
  /** What to do about a failure, where it is another thing than with other servers. */
  readonly connectHints: Partial<Readonly<Record<ConnectFailure, string>>>;
  /** How a project shows that it uses the service. */
  readonly project: {
    isDriver(packageName: string): boolean;
    /** How the provider of Prisma's `datasource` is called, as a regular expression. */
    readonly prismaProvider: string | null;
    /** In front of the parts of an address, in names of variables. */
    readonly variablePrefix: RegExp;
  };
  readonly packages: {
    readonly names: Readonly<Record<PackageManager, string>>;
    /** By system, for people. */
    readonly hint: string;
  };
}
