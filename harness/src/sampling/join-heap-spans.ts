import type { HeapBetweenFloors } from '../model/readings.js';
import type { AgentReading } from '../model/target.js';

const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), 0);

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/**
 * What the heaps of all processes held since the floor before: peaks of the one that held most, for each has a limit of its
 * own and nobody knows which of them were high at once. Null where one of them does not tell, as at the first floor.
 */
export function joinHeapSpans(agents: readonly AgentReading[]): HeapBetweenFloors | null {
  const known = agents.map(({ heapSpan }) => heapSpan).filter((span) => span !== null);
  if (known.length === 0 || known.length < agents.length) return null;
  return {
    fullCollections: total(known.map(({ fullCollections }) => fullCollections)),
    liveBytes: most(known.map(({ liveBytes }) => liveBytes)),
    atMostBytes: most(known.map(({ atMostBytes }) => atMostBytes)),
    allocatedBytes: total(known.map(({ allocatedBytes }) => allocatedBytes)),
  };
}
