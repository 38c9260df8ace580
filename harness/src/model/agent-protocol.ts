import type { DiagnoseDepth } from './diagnose-depth.js';
import type { AllocationEvidence, OriginEvidence, ToldGrowth } from './evidence.js';
import type { Followed, FollowRequest } from './follow.js';
import type { ReadingOf } from './runtimes/reading-of.js';
import type { RuntimeKind } from './runtimes/runtime-kind.js';
import type { HeapSnapshotResult, SnapshotRequest, TimerGroup } from './target.js';

/**
 * What Leakline and its agent say to each other: one JSON value per line over a Unix socket. Both ends have the same
 * version, so nothing here needs to stay compatible.
 */
export interface AgentHello {
  readonly type: 'hello';
  readonly pid: number;
  readonly ppid: number;
  readonly runtime: RuntimeKind;
  /** Version of the runtime, as the runtime gives it: `v20.20.2`. */
  readonly version: string;
  /** The script that the process runs; empty for `node -e` and the like. */
  readonly script: string;
}

/** What an agent is asked, and what it answers. `watch` and the methods after it exist in diagnose mode only. */
export interface AgentMethods {
  read(): ReadingOf[RuntimeKind];
  /** @param isCounting whether a census is taken too. */
  collect(isCounting: boolean): ReadingOf[RuntimeKind];
  /** Null where the runtime does not tell its timers. */
  timers(): readonly TimerGroup[] | null;
  lookForPools(): null;
  watch(depth: DiagnoseDepth): null;
  origins(): readonly OriginEvidence[];
  allocations(): readonly AllocationEvidence[];
  writeHeapSnapshot(request: SnapshotRequest): HeapSnapshotResult;
  /** Notes how much each collection holds. Only of runtimes whose growth is `told`. */
  markHeap(): null;
  /** What held more at each `markHeap`. */
  growths(): readonly ToldGrowth[];
  follow(request: FollowRequest): null;
  followed(searchMs: number): Followed;
}

export type AgentMethod = keyof AgentMethods;

export type AgentAnswer<M extends AgentMethod = AgentMethod> = ReturnType<AgentMethods[M]>;

export interface AgentRequest<M extends AgentMethod = AgentMethod> {
  readonly id: number;
  readonly method: M;
  readonly args: Parameters<AgentMethods[M]>;
}

export type AgentResponse =
  | { readonly type: 'answer'; readonly id: number; readonly answer: AgentAnswer }
  | { readonly type: 'failure'; readonly id: number; readonly message: string };

export type AgentMessage = AgentHello | AgentResponse;

/**
 * Environment variable with the path of the socket. It is a type, because the agent cannot load a module of the
 * harness.
 */
export type AgentSocketVariable = 'LEAKLINE_AGENT_SOCKET';

/** `measure` costs next to nothing; `diagnose` records where things are created. */
export type AgentMode = 'measure' | 'diagnose';

/** Environment variable with the mode. When it is not set, the mode is `measure`. */
export type AgentModeVariable = 'LEAKLINE_AGENT_MODE';

/**
 * Environment variable that decides about V8's optimisation in measure mode. `off` switches it off. `on` never switches
 * it off. When the variable is not set, the optimisation stays on as long as a census can tell the application's
 * objects from code. Diagnose mode does not read the variable.
 */
export type AgentJitVariable = 'LEAKLINE_JIT';

/** Environment variable that asks the agent to count the answers of HTTP servers. Its value is then `on`. */
export type AgentAnswersVariable = 'LEAKLINE_AGENT_ANSWERS';

/** What an agent has to know that is put into a running process. */
export interface AttachedAgentOptions {
  /** The socket, by the path that the process sees. */
  readonly socketPath: string;
  readonly mode: AgentMode;
  readonly countsAnswers: boolean;
  /** Whether the inspector was opened for us, so that it has to be closed. */
  readonly closesInspector: boolean;
  /** The texts of the agent's own threads, by file name. The process may not see our files. */
  readonly threadTexts: Readonly<Record<string, string>>;
}
