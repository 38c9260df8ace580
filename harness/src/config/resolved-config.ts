import type { AnalysisSettings } from '../model/analysis-settings.js';
import type { BudgetLimit } from '../model/budget.js';
import type { ClientPlan, Endpoint } from '../model/endpoint.js';
import type { RecordedInvariant } from '../model/invariant.js';
import type { MetricId } from '../model/metrics/catalogue.js';
import type { Expectation } from '../model/recording.js';
import type { RuntimeKind } from '../model/runtimes/runtime-kind.js';
import type { WantedServices } from '../model/services/service-options.js';

/** A step before a target starts. */
export interface PrepareStep {
  /** One line for the shell, or program and arguments. */
  readonly command: string | readonly string[];
  readonly timeoutMs: number;
}

/** How Leakline gets a target: it starts the target, or the target already runs. */
export type TargetLaunch =
  | {
      readonly kind: 'spawn';
      /** One line for the shell, or program and arguments. */
      readonly command: string | readonly string[];
      readonly prepare: PrepareStep | null;
      /** An absolute path. */
      readonly cwd: string;
      /** Added to the environment of the run. */
      readonly env: Readonly<Record<string, string>>;
      /** Null for any free port. */
      readonly port: number | null;
      readonly stopGraceMs: number;
      readonly agent: boolean;
      /** Whether V8's optimisation is switched off. */
      readonly steady: boolean;
    }
  | {
      readonly kind: 'attach';
      /** Origin without a trailing slash. */
      readonly url: string;
      /** Process id of the root process. When it is null, nothing of the process can be read. */
      readonly pid: number | null;
      /** Whether Leakline's agent is put into the running process. */
      readonly attach: boolean;
    }
  | {
      readonly kind: 'container';
      /** Name or id. */
      readonly container: string;
      /** The address to use in place of a published port; null for none. */
      readonly url: string | null;
      /** Port inside the container; null for the only one that is published. */
      readonly port: number | null;
      /** Whether Leakline's agent is put into the running process. */
      readonly attach: boolean;
    }
  | {
      readonly kind: 'compose';
      /** Absolute paths. */
      readonly files: readonly string[];
      readonly service: string;
      /** Added to the environment of the service. */
      readonly env: Readonly<Record<string, string>>;
      /** Port inside the container; null for the only one that the file or the image names. */
      readonly port: number | null;
      readonly stopGraceMs: number;
      readonly agent: boolean;
      /** Whether V8's optimisation is switched off. */
      readonly steady: boolean;
    };

/** A runtime that is read from outside, and where its door is. */
export interface DoorWish {
  readonly runtime: RuntimeKind;
  /** Where `net/http/pprof` answers: a path of the target, or a URL. */
  readonly pprof: string;
}
/** A container that already runs. */
export type ContainerLaunch = Extract<TargetLaunch, { kind: 'container' }>;

/** A service of a compose file that Leakline starts in a container. */
export type ComposeLaunch = Extract<TargetLaunch, { kind: 'compose' }>;

/** A target that Leakline starts. */
export type SpawnLaunch = Extract<TargetLaunch, { kind: 'spawn' }>;

/** A target that runs already. */
export type AttachLaunch = Extract<TargetLaunch, { kind: 'attach' }>;

/** How Leakline gets the proxy in front of a target. */
export type ProxyLaunch =
  | {
      readonly kind: 'spawn';
      readonly command: string | readonly string[];
      /** An absolute path. */
      readonly cwd: string;
      /** An absolute path; null without a template. */
      readonly template: string | null;
      /** Null for any free port. */
      readonly port: number | null;
    }
  | { readonly kind: 'attach'; readonly url: string };

export interface ResolvedInvariant extends RecordedInvariant {
  /** A statement, a command line, or a Redis command with its arguments. */
  readonly question: readonly string[];
}

/** What to do for a probe: run a command line or send a request. The URL may be a path of the target. */
export type ProbeAction =
  | { readonly kind: 'shell'; readonly command: string }
  | { readonly kind: 'request'; readonly url: string; readonly method: string };

/**
 * How to read a probe's number: a command prints it, or it is in an answer, found by JSONPath or as a sample of
 * Prometheus.
 */
export type ProbeRead =
  | { readonly kind: 'shell'; readonly command: string }
  | { readonly kind: 'json'; readonly url: string; readonly path: string }
  | { readonly kind: 'prometheus'; readonly url: string; readonly sample: string };

/** A number of the user's own. */
export interface ResolvedProbe {
  readonly metric: MetricId;
  readonly read: ProbeRead;
  /** What to do before each reading; null for nothing. */
  readonly beforeFloor: ProbeAction | null;
  /** Growth per request that is accepted. Null for the tolerance of the metric. */
  readonly tolerance: number | null;
}

/** An endpoint whose id may be shown in reports. */
export interface ResolvedEndpoint extends Endpoint {
  /** The id as it was written. It may hold a secret, and only serves to find what the user names. */
  readonly writtenId: string;
}

export interface ResolvedTarget {
  readonly name: string;
  readonly launch: TargetLaunch;
  /** How its heap is read from outside. Null where an agent reads it, or nobody does. */
  readonly door: DoorWish | null;
  /** Null when clients talk to the target directly. */
  readonly proxy: ProxyLaunch | null;
  /** Null when the target is ready as soon as its port accepts a connection. */
  readonly ready: { readonly path: string } | { readonly stdout: string } | null;
  readonly readyTimeoutMs: number;
  /** Which certificates are trusted if the target speaks HTTPS. */
  readonly certificates: {
    /** In PEM. Null for the certificates that Node.js knows. */
    readonly ca: string | null;
    readonly insecure: boolean;
  };
  readonly expect: Expectation | null;
  /** What its clients do besides the requests to its endpoints. */
  readonly clients: ClientPlan;
  /** There is at least one, and the ids are unique. */
  readonly endpoints: readonly ResolvedEndpoint[];
  readonly budgets: readonly BudgetLimit[];
  readonly invariants: readonly ResolvedInvariant[];
  readonly probes: readonly ResolvedProbe[];
}

/** The settings of a run: complete, checked and deeply frozen. No later stage reads the environment. */
export interface ResolvedConfig {
  /** An absolute path. Null when the settings came from elsewhere. */
  readonly configFile: string | null;
  /** Absolute folder of the reports. */
  readonly output: string;
  readonly seed: number;
  readonly services: WantedServices;
  readonly targets: readonly ResolvedTarget[];
  readonly requestTimeoutMs: number;
  /** Whether leaks get a second pass that looks for the lines that cause them. */
  readonly diagnose: 'auto' | 'always' | 'never';
  readonly analysis: AnalysisSettings;
}
