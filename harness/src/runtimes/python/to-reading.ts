import type { MetricReadings } from '../../model/metrics/catalogue.js';
import type { UnmeasuredMetric } from '../../model/metrics/unmeasured-metric.js';
import type { PythonReading } from '../../model/runtimes/python/reading.js';
import type { AgentReading } from '../../model/target.js';

function metricsOf({ blocks, blockBytes, mallocBytes, collections, alive }: PythonReading): MetricReadings {
  return {
    ...(blockBytes === null ? {} : { 'python.heapBytes': blockBytes }),
    ...(mallocBytes === null ? {} : { 'python.mallocBytes': mallocBytes }),
    'python.blocks': blocks,
    'python.collections': collections,
    ...(alive === null ? {} : { 'python.objects': alive.objects, 'python.tasks': alive.tasks }),
  };
}

/** The metrics that this Python never tells, each with the reason. */
function unknownTo({ blockBytes, mallocBytes }: PythonReading): readonly UnmeasuredMetric[] {
  const unknown: UnmeasuredMetric[] = [];
  if (blockBytes === null)
    unknown.push({
      metric: 'python.heapBytes',
      reason: "the target's Python does not tell the bytes of its heap: it is not CPython, or PYTHONMALLOC is set",
    });
  if (mallocBytes === null)
    unknown.push({
      metric: 'python.mallocBytes',
      reason: 'the C library of the target does not tell what its malloc holds: glibc does from version 2.33 on',
    });
  return unknown;
}

/** Translates the answer of the agent in a Python process into Leakline's terms. */
export const toReading = (told: PythonReading): AgentReading => ({
  pid: told.pid,
  runtime: 'python',
  place: null,
  metrics: metricsOf(told),
  unknown: unknownTo(told),
  rssBytes: told.rssBytes ?? 0,
  heapLimitBytes: null,
  pools: told.alive?.pools ?? [],
  answers: null,
  isStable: told.forced.isStable,
  isCensusUnknown: false,
  threads: [],
  unreadThreads: 0,
  heapSpan: null,
  told,
});
