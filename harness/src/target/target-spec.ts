import type { AgentMode } from '../model/agent-protocol.js';

/** What a target needs to be started. Everything is resolved: nothing is optional, nobody reads the environment. */
export interface TargetSpec {
  readonly name: string;
  readonly command: string;
  readonly cwd: string;
  /** The complete environment; `PORT`, `NODE_OPTIONS` and the agent's variables are added. */
  readonly env: Readonly<Record<string, string>>;
  /** Variables that name the port; over those of `env`. */
  readonly portEnv?: (port: number) => Readonly<Record<string, string>>;
  /** Null lets Leakline choose a free one. */
  readonly port: number | null;
  readonly ready: ReadyCondition;
  readonly readyTimeoutMs: number;
  /** Between SIGTERM and SIGKILL. */
  readonly stopGraceMs: number;
  readonly agent: 'auto' | 'off';
  /** `measure` when left out. */
  readonly agentMode?: AgentMode;
  /** The command opens ports of its own as well, so that a port other than `port` does not mean a wrong one. */
  readonly opensOtherPorts: boolean;
  /** Removed when the target has ended, whatever we die of. */
  readonly folder?: string;
}

/** `path`: answers below 500. `stdout`: printed the text, and the port accepts. `port`: the port accepts. */
export type ReadyCondition =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'stdout'; readonly text: string }
  | { readonly kind: 'port' };

export interface TargetHooks {
  readonly signal: AbortSignal;
  readonly onWarning: (code: TargetWarningCode, message: string) => void;
}

type TargetWarningCode =
  | 'AGENT_ABSENT'
  | 'AGENT_DROPPED'
  | 'READY_REFUSED'
  | 'TARGET_IGNORED_SIGTERM'
  | 'TARGET_NOT_ENDED'
  | 'TARGET_ORPHANS';
