import type { EndpointLoad } from '../../model/endpoint-load.js';
import type { MetricId } from '../../model/metrics/catalogue.js';
import type { UnmeasuredMetric } from '../../model/metrics/unmeasured-metric.js';
import type { TargetRecording } from '../../model/recording.js';
import type { EndpointResult, Warning } from '../../model/result.js';
import { heapMetrics, heapOf, runtimeDefinitions, runtimeOf } from '../../model/runtimes/catalogue.js';
import { isLost, measuredMetrics } from '../endpoint-blocks.js';
import { heapsInWords, mostUnread, processesInWords, threadsInWords } from '../judge/unread-heaps.js';
import { findReplacements } from '../processes/replaced-processes.js';
import { growthAtRestWarnings } from './growth-at-rest.js';
import { unusedServiceWarnings } from './unused-services.js';

/**
 * Where more than this share of the floors was read while something still moved, the noise of the run does not come
 * from the metrics alone.
 */
const tolerableUnsettledShare = 0.2;

function floorWarnings(recording: TargetRecording): readonly Warning[] {
  const unsettled = recording.floors.filter(({ settled }) => !settled).length;
  if (unsettled <= tolerableUnsettledShare * recording.floors.length) return [];
  const message = `${unsettled} of ${recording.floors.length} floors were read while sockets or memory still moved; something in the target goes on working after its answers.`;
  return [{ code: 'FLOORS_UNSETTLED', message }];
}

function timerWarnings({ blocks }: TargetRecording): readonly Warning[] {
  if (!blocks.some(({ timers }) => timers === null)) return [];
  const message =
    "The target's runtime does not tell which timers wait to fire. Memory and timers that grow are called inconclusive here, not leaking, because a timer may still free what grew.";
  return [{ code: 'TIMERS_UNKNOWN', message }];
}

/** Memory that was not measured, for the list of such metrics. */
export function unreadMemory(recording: TargetRecording): readonly UnmeasuredMetric[] {
  const heaps = heapsInWords(mostUnread(recording));
  return heaps === '' ? [] : [{ metric: heapOf(recording), reason: `heap of ${heaps}` }];
}

/** Pools of a driver that the agent does not know. */
export function unseenPools(recording: TargetRecording): readonly UnmeasuredMetric[] {
  const { floors } = recording;
  const has = (metric: MetricId): boolean => floors.some(({ metrics }) => (metrics[metric] ?? 0) > 0);
  const isSeen = floors.some(({ metrics }) => metrics['pool.max'] !== undefined);
  if (isSeen || !has('pg.connections') || !heapMetrics.some(has)) return [];
  const runtime = runtimeOf(recording);
  const drivers = runtime === null ? null : runtimeDefinitions[runtime].pooledBy;
  if (drivers === null) return [];
  const reason = `no pool of ${drivers} was seen (another driver has them, or none is used)`;
  return [{ metric: 'pool.checkedOut', reason }];
}

/** Numbers of probes that could not be read until the end. */
export const lostProbes = (recording: TargetRecording): readonly UnmeasuredMetric[] =>
  measuredMetrics(recording)
    .filter((metric) => isLost(recording, metric))
    .map((metric) => ({ metric, reason: 'it could not be read until the end; PROBE_FAILED tells why' }));

function unreadWarnings({ floors, target }: TargetRecording): readonly Warning[] {
  const { threads, processes } = mostUnread({ floors });
  const then = 'Where more than a few floors are affected, no memory is called clean.';
  const warnings: Warning[] = [];
  if (threads > 0) {
    const at = floors.filter(({ unreadThreads = 0 }) => unreadThreads > 0).length;
    const message = `Not measured: heap of ${threadsInWords(threads)} of ${target.name}, at ${at} of ${floors.length} floors. A thread answers when its event loop turns, and when Leakline's NODE_OPTIONS are in its environment. ${then}`;
    warnings.push({ code: 'WORKERS_UNREAD', message });
  }
  if (processes > 0) {
    const message = `Not measured: heap of ${processesInWords(processes)} of ${target.name}, at work while requests were sent. A process can be read when Leakline's NODE_OPTIONS (Node.js) or PYTHONPATH (Python) and LEAKLINE_AGENT_SOCKET are in its environment. ${then}`;
    warnings.push({ code: 'PROCESSES_UNREAD', message });
  }
  return warnings;
}

const labelsOf = (processes: readonly { readonly label: string }[]): string =>
  processes.map(({ label }) => label).join(', ');

function replacementWarnings({ floors }: TargetRecording): readonly Warning[] {
  const replacements = findReplacements(floors);
  const ended = replacements.flatMap((replacement) => replacement.ended);
  const came = replacements.flatMap((replacement) => replacement.came);
  if (ended.length === 0) return [];
  const successor = came.length === 0 ? 'nobody took their place' : `${labelsOf(came)} came instead`;
  const kind = ended.every(({ role }) => role === 'worker') ? 'workers' : 'processes';
  const message = `${ended.length} of the ${kind} ended during the run (${labelsOf(ended)}; first noticed after ${replacements[0]?.atRequests} requests) and ${successor}. What they held does not count as given back, and what a new one holds does not count as growth. The target's own log may say why they ended.`;
  return [{ code: 'WORKER_REPLACED', message }];
}

/** `12 × 429, 3 × 502`; empty for none. */
const listStatuses = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .filter(([status, count]) => Number(status) >= 400 && count > 0)
    .map(([status, count]) => `${count} × ${status}`)
    .join(', ');

/** Behind a proxy: who gave the error answers. */
function originOf({ byStatus, fromProxy }: EndpointLoad): string {
  if (fromProxy === null) return '';
  const own = Object.entries(byStatus).map(([status, count]) => [status, count - (fromProxy[status] ?? 0)] as const);
  const ofProxy = listStatuses(fromProxy) || 'none';
  return ` Error answers of the proxy: ${ofProxy}; of the target itself: ${listStatuses(Object.fromEntries(own)) || 'none'}.`;
}

function loadWarnings(endpoints: readonly EndpointResult[]): readonly Warning[] {
  return endpoints
    .filter(({ load }) => load.sent > load.ok)
    .map(({ id, load }) => ({
      code: 'LOAD_ERRORS',
      message: `${id}: ${load.sent - load.ok} of ${load.sent} requests failed (${load.errors} errors, ${load.timeouts} timeouts, ${load.non2xx} answers outside 2xx).${originOf(load)}`,
    }));
}

/** Warns of logins that were sent between two floors. Other logins are sent before the first floor. */
function loginWarnings({ blocks }: TargetRecording): readonly Warning[] {
  const logins = new Map<string, number>();
  for (const { endpoint, load } of blocks) {
    const { logins: count = 0 } = load;
    if (endpoint !== null && count > 0) logins.set(endpoint, (logins.get(endpoint) ?? 0) + count);
  }
  return [...logins].map(([endpoint, count]) => ({
    code: 'LOGINS_MEASURED',
    message: `${endpoint}: ${count === 1 ? 'one answer was' : `${count} answers were`} 401, after which clients logged in again while it was measured. What a login leaves behind is counted with it.`,
  }));
}

/** Every reason to doubt the instrument for one target: what was recorded as it happened, and what the numbers show. */
export function targetWarnings(recording: TargetRecording, endpoints: readonly EndpointResult[]): readonly Warning[] {
  const recorded = recording.events.map(({ code, message }) => ({ code, message }));
  return [
    ...recorded,
    ...replacementWarnings(recording),
    ...growthAtRestWarnings(recording, endpoints),
    ...floorWarnings(recording),
    ...timerWarnings(recording),
    ...unreadWarnings(recording),
    ...unusedServiceWarnings(recording, endpoints),
    ...loadWarnings(endpoints),
    ...loginWarnings(recording),
  ];
}
