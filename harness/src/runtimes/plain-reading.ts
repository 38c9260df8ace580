import type { AgentReading } from '../model/target.js';

type Told = Pick<AgentReading, 'pid' | 'runtime' | 'metrics' | 'rssBytes' | 'isStable' | 'told'>;

/** The reading of a process of which a door tells no more than its memory and counts. */
export const plainReading = (told: Told): AgentReading => ({
  place: null,
  unknown: [],
  heapLimitBytes: null,
  pools: null,
  answers: null,
  isCensusUnknown: false,
  threads: [],
  unreadThreads: 0,
  heapSpan: null,
  ...told,
});
