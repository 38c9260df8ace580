import type { AgentAnswer, AgentMethods } from '../../model/agent-protocol.js' with { 'resolution-mode': 'import' };
import type { NodeReading } from '../../model/runtimes/node/reading.js' with { 'resolution-mode': 'import' };

/** The methods that an agent answers, either at once or by a promise. */
type Methods<Names extends keyof AgentMethods> = {
  readonly [M in Names]: (...args: Parameters<AgentMethods[M]>) => AgentAnswer<M> | Promise<AgentAnswer<M>>;
};

/** Of runtimes whose growth is told by their agent. Here the harness reads it from snapshots. */
type Told = 'markHeap' | 'growths';

type Reading = NodeReading | Promise<NodeReading>;

export interface MeasureMethods extends Methods<'timers' | 'lookForPools'> {
  read(): Reading;
  collect(...args: Parameters<AgentMethods['collect']>): Reading;
}
export type DiagnoseMethods = Methods<Exclude<keyof AgentMethods, keyof MeasureMethods | Told>>;
