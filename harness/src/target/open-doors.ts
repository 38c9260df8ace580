import type { AgentMode } from '../model/agent-protocol.js';
import type { RuntimeKind } from '../model/runtimes/runtime-kind.js';
import type { AgentGroup } from '../model/target.js';
import type { DoorPlace } from '../runtimes/door.js';
import { doorOf } from '../runtimes/runtimes.js';
import { createAgentGroup, defaultTimeouts } from './agent-group.js';
import { doorConnection } from './door-connection.js';

/** A runtime that is read from outside, and where its door is. */
export interface DoorSpec {
  readonly runtime: RuntimeKind;
  readonly pprof: string;
}

/**
 * Opens the doors of a target's processes. They answer what agents answer elsewhere.
 *
 * @throws HarnessError `DOOR_SHUT`
 */
export async function openDoors(
  { runtime, pprof }: DoorSpec,
  place: Omit<DoorPlace, 'pprof'>,
  mode: AgentMode,
): Promise<AgentGroup | null> {
  const module = doorOf(runtime);
  if (module === null) return null;
  const doors = await module.openDoors({ ...place, pprof });
  const connections = new Map(doors.map((door) => [door.pid, doorConnection(runtime, door)]));
  return createAgentGroup(connections, mode, defaultTimeouts);
}
