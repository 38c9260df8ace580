import type { AnalysisSettings } from '../model/analysis-settings.js';
import type { BudgetLimit } from '../model/budget.js';
import type { ClientPlan, Endpoint } from '../model/endpoint.js';
import type { RecordedInvariant } from '../model/invariant.js';
import type { MetricId } from '../model/metrics/catalogue.js';
import type { Expectation } from '../model/recording.js';
import type { WantedServices } from '../model/services/service-options.js';

/** What is done before a target starts. */
export interface PrepareStep {
  /** One line for the shell, or program and arguments. */
  readonly command: string | readonly string[];
  readonly timeoutMs: number;
}

/** How a target is had: started by us, or found running. */
export type TargetLaunch =
  | {
      readonly kind: 'spawn';
      /** One line for the shell, or program and arguments. */
      readonly command: string | readonly string[];
      readonly prepare: PrepareStep | null;
      /** Absolute. */
      readonly cwd: string;
      /** Added to the environment of the run. */
      readonly env: Readonly<Record<string, string>>;
      /** Null: a free one. */
      readonly port: number | null;
      readonly stopGraceMs: number;
      readonly agent: boolean;
      /** Whether V8's optimisation is off. */
      readonly steady: boolean;
    }
  | {
      readonly kind: 'attach';
      /** Origin without a trailing slash. */
      readonly url: string;
      /** Null: nothing of the process can be read. */
      readonly pid: number | null;
    };

/** A target that is started by us. */
export type SpawnLaunch = Extract<TargetLaunch, { kind: 'spawn' }>;

/** How the proxy in front of a target is had. */
export type ProxyLaunch =
  | {
      readonly kind: 'spawn';
      readonly command: string | readonly string[];
      /** Absolute. */
      readonly cwd: string;
      /** Absolute; null without one. */
      readonly template: string | null;
      /** Null: a free one. */
      readonly port: number | null;
    }
  | { readonly kind: 'attach'; readonly url: string };

export interface ResolvedInvariant extends RecordedInvariant {
  /** A statement, a command line, or a Redis command with its arguments. */
  readonly question: readonly string[];
}

/** What is done for a probe: a command line, or a request. The URL may be a path of the target. */
export type ProbeAction =
  | { readonly kind: 'shell'; readonly command: string }
  | { readonly kind: 'request'; readonly url: string; readonly method: string };

/** How a probe's number is read: printed by a command, or found in an answer by JSONPath or as a sample of Prometheus. */
export type ProbeRead =
  | { readonly kind: 'shell'; readonly command: string }
  | { readonly kind: 'json'; readonly url: string; readonly path: string }
  | { readonly kind: 'prometheus'; readonly url: string; readonly sample: string };

/** A number of the user's own. */
export interface ResolvedProbe {
  readonly metric: MetricId;
  readonly read: ProbeRead;
  /** Done before each reading. Null: nothing. */
  readonly beforeFloor: ProbeAction | null;
  /** Null: that of the metric. */
  readonly tolerance: number | null;
}

/** Its id is fit for reports. */
export interface ResolvedEndpoint extends Endpoint {
  /** The id as it was written; may hold a secret. Only to find what the user names. */
  readonly writtenId: string;
}

export interface ResolvedTarget {
  readonly name: string;
  readonly launch: TargetLaunch;
  /** Null: clients go straight to the target. */
  readonly proxy: ProxyLaunch | null;
  /** Null: as soon as the port accepts a connection. */
  readonly ready: { readonly path: string } | { readonly stdout: string } | null;
  readonly readyTimeoutMs: number;
  /** Which certificates are trusted where it speaks HTTPS. */
  readonly certificates: {
    /** In PEM; null: those that Node.js knows. */
    readonly ca: string | null;
    readonly insecure: boolean;
  };
  readonly expect: Expectation | null;
  /** What its clients do beside the requests to its endpoints. */
  readonly clients: ClientPlan;
  /** At least one, ids unique. */
  readonly endpoints: readonly ResolvedEndpoint[];
  readonly budgets: readonly BudgetLimit[];
  readonly invariants: readonly ResolvedInvariant[];
  readonly probes: readonly ResolvedProbe[];
}

/** The settings of a run: complete, checked and deeply frozen. Nobody behind it reads the environment. */
export interface ResolvedConfig {
  /** Absolute, or null when the settings came from elsewhere. */
  readonly configFile: string | null;
  /** Absolute folder of the reports. */
  readonly output: string;
  readonly seed: number;
  readonly services: WantedServices;
  readonly targets: readonly ResolvedTarget[];
  readonly requestTimeoutMs: number;
  /** Whether leaks get a second pass that looks for their lines. */
  readonly diagnose: 'auto' | 'always' | 'never';
  readonly analysis: AnalysisSettings;
}
