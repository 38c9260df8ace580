import type { AgentReading } from './target.js';

/**
 * What Leakline and its agent say to each other: one JSON value per line over a Unix socket. Both ends are of one
 * version, so nothing here needs to stay compatible.
 */
export interface AgentHello {
  readonly type: 'hello';
  readonly pid: number;
  readonly ppid: number;
  readonly nodeVersion: string;
  /** The script that the process runs; empty for `node -e` and the like. */
  readonly script: string;
}

export interface AgentRequest {
  readonly id: number;
  readonly method: 'read' | 'collect';
}

export type AgentResponse =
  | { readonly type: 'reading'; readonly id: number; readonly reading: AgentReading }
  | { readonly type: 'failure'; readonly id: number; readonly message: string };

export type AgentMessage = AgentHello | AgentResponse;

/** Environment variable with the path of the socket. A type, because the agent can load no module of the harness. */
export type AgentSocketVariable = 'LEAKLINE_AGENT_SOCKET';
