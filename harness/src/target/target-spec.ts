import type { AgentMode } from '../model/agent-protocol.js';
import type { DoorSpec } from './open-doors.js';

/** What is needed to start a target. Everything is resolved, so nobody has to read the environment. */
export interface TargetSpec {
  readonly name: string;
  readonly command: string;
  readonly cwd: string;
  /** The complete environment; `PORT`, `NODE_OPTIONS` and the agent's variables are added. */
  readonly env: Readonly<Record<string, string>>;
  /** Variables that name the port. They win over those of `env`. */
  readonly portEnv?: (port: number) => Readonly<Record<string, string>>;
  /** Null lets Leakline choose a free port. */
  readonly port: number | null;
  readonly ready: ReadyCondition;
  readonly readyTimeoutMs: number;
  /** The time between SIGTERM and SIGKILL. */
  readonly stopGraceMs: number;
  readonly agent: 'auto' | 'off';
  /** How its heap is read from outside. Then its processes carry no agent. */
  readonly door?: DoorSpec | null;
  /** `measure` when left out. */
  readonly agentMode?: AgentMode;
  /** Whether the command opens other ports as well. Then a port other than `port` does not mean a wrong one. */
  readonly opensOtherPorts: boolean;
  /** A folder that is removed when the target has ended, and also when we die. */
  readonly folder?: string;
}

/**
 * `path`: the path answers with a status below 500. `stdout`: the text was printed, and the port accepts connections.
 * `port`: the port accepts connections.
 */
export type ReadyCondition =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'stdout'; readonly text: string }
  | { readonly kind: 'port' };

export interface TargetHooks {
  readonly signal: AbortSignal;
  readonly onWarning: (code: TargetWarningCode, message: string) => void;
}

type TargetWarningCode =
  | 'ATTACHED'
  | 'ATTACH_OFFERED'
  | 'AGENT_ABSENT'
  | 'AGENT_DROPPED'
  | 'READY_REFUSED'
  | 'TARGET_IGNORED_SIGTERM'
  | 'TARGET_NOT_ENDED'
  | 'TARGET_ORPHANS';
