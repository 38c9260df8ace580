import type { AgentAnswer, AgentMethods } from '../../model/agent-protocol.js' with { 'resolution-mode': 'import' };

/** The methods that an agent answers, either at once or by a promise. */
type Methods<Names extends keyof AgentMethods> = {
  readonly [M in Names]: (...args: Parameters<AgentMethods[M]>) => AgentAnswer<M> | Promise<AgentAnswer<M>>;
};

export type MeasureMethods = Methods<'read' | 'collect' | 'timers' | 'lookForPools'>;
export type DiagnoseMethods = Methods<Exclude<keyof AgentMethods, keyof MeasureMethods>>;
