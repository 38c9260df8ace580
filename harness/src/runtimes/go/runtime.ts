import type { MetricReadings } from '../../model/metrics/catalogue.js';
import type { GoReading } from '../../model/runtimes/go/reading.js';
import { readProgramBaseName, readResidentBytes } from '../../platform/processes/procfs.js';
import { objectOf } from '../../schema/object-of.js';
import { count, flag, number } from '../../schema/parts.js';
import { plainReading } from '../plain-reading.js';
import type { DoorRuntime } from '../runtime-module.js';
import { openGoDoor } from './door.js';
import { goProcess, isGoProgram } from './go-process.js';

const alive = objectOf<NonNullable<GoReading['alive']>>()({
  heapBytes: number,
  heapObjects: number,
  goroutines: number,
  isStable: flag,
});

function metricsOf({ alive: told }: GoReading): MetricReadings {
  if (told === null) return {};
  return {
    'go.heapBytes': told.heapBytes,
    'go.heapObjects': told.heapObjects,
    'go.goroutines': told.goroutines,
  };
}

/** Go: its door is `net/http/pprof`. */
export const goRuntime: DoorRuntime<GoReading> = {
  isOf: (pid) => readProgramBaseName(pid) !== 'go' && isGoProgram(pid),
  // Every allocation is sampled, so that the profile is exact. Without this it is one for each 512 KB.
  environment: (mode, { GODEBUG }) =>
    mode === 'diagnose' ? { GODEBUG: [GODEBUG, 'memprofilerate=1'].filter(Boolean).join(',') } : {},
  openDoors: async (place) => [await openGoDoor(place, goProcess(place.pids))],
  readingSchema: objectOf<GoReading>()({ pid: count, alive: alive.nullable() }),
  toReading: (told) =>
    plainReading({
      pid: told.pid,
      runtime: 'go',
      metrics: metricsOf(told),
      rssBytes: readResidentBytes(told.pid) ?? 0,
      isStable: told.alive?.isStable ?? true,
      told,
    }),
};
