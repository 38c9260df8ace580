import type { AgentAnswer, AgentMethod } from '../model/agent-protocol.js';
import type { ReadingOf } from '../model/runtimes/reading-of.js';
import type { RuntimeKind } from '../model/runtimes/runtime-kind.js';
import { readStartTicks } from '../platform/processes/procfs.js';
import type { Door } from '../runtimes/door.js';
import type { AgentConnection } from './agent-connection.js';

type AnyDoor = Door<ReadingOf[RuntimeKind]>;

/** What a door answers to the questions that agents are asked. */
async function answer(door: AnyDoor, method: AgentMethod, timeoutMs: number): Promise<AgentAnswer> {
  switch (method) {
    case 'read':
      return door.read();
    case 'collect':
      return door.collect(timeoutMs);
    case 'watch':
      await door.watch(timeoutMs);
      return null;
    case 'origins':
      return door.origins(timeoutMs);
    case 'allocations':
      return door.allocations(timeoutMs);
    case 'markHeap':
      await door.markHeap(timeoutMs);
      return null;
    case 'growths':
      return door.growths(timeoutMs);
    case 'writeHeapSnapshot':
      return { status: 'declined', pid: door.pid, reason: 'it is not a Node.js process' };
    case 'followed':
      return { pid: door.pid, causes: [], lines: [], links: [] };
    case 'timers':
      // Nobody can list them. What a timer holds is told apart by the cool-down alone, which waits for it to come back.
      return [];
    default:
      return null;
  }
}

/** A door as one of the connections that a group of agents asks. */
export function doorConnection(runtime: RuntimeKind, door: AnyDoor): AgentConnection {
  const { pid } = door;
  const isAlive = (): boolean => pid === 0 || readStartTicks(pid) !== null;
  return {
    hello: { type: 'hello', pid, ppid: 0, runtime, version: '', script: '' },
    async request<M extends AgentMethod>({ method }: { readonly method: M }, timeoutMs: number) {
      try {
        return { answer: (await answer(door, method, timeoutMs)) as AgentAnswer<M> };
      } catch (error) {
        // As with an agent: a process that has ended answers nothing, and that is no failure of its own.
        if (!isAlive()) return null;
        throw error;
      }
    },
  };
}
