import { setTimeout as delay } from 'node:timers/promises';
import type { AllocationEvidence, OriginEvidence, RawFrame } from '../../model/evidence.js';
import type { GoReading } from '../../model/runtimes/go/reading.js';
import { HarnessError } from '../../platform/harness-error.js';
import type { Door, DoorPlace } from '../door.js';
import { askPprof } from './ask-pprof.js';
import {
  type DumpedGoroutine,
  type HeapSite,
  isOfOthers,
  parseDump,
  parseGoroutineGroups,
  parseHeapSites,
  parseMemStats,
} from './parse-profile.js';

/** A `sync.Pool` is empty after two collections, and a finalizer frees its object one collection later. */
const leastCollections = 3;
const mostCollections = 8;
const mostExamples = 4;

/** Objects by which two collections may differ because answering them makes and drops some. */
const ownNoise = 16;

/** A goroutine may be on its way to its end. */
const pauseMs = 5;

const keyOf = (stack: readonly RawFrame[]): string =>
  stack.map(({ functionName, file, line }) => `${functionName} ${file}:${line}`).join('\n');

/** Adds up what has the same stack. */
function byStack<T extends { readonly stack: readonly RawFrame[] }>(
  items: readonly T[],
  join: (sum: T, item: T) => T,
): ReadonlyMap<string, T> {
  const sums = new Map<string, T>();
  for (const item of items) {
    const key = keyOf(item.stack);
    const sum = sums.get(key);
    sums.set(key, sum === undefined ? item : join(sum, item));
  }
  return sums;
}

const sitesIn = (profile: string): ReadonlyMap<string, HeapSite> =>
  byStack(parseHeapSites(profile), (sum, { objects, bytes }) => ({
    ...sum,
    objects: sum.objects + objects,
    bytes: sum.bytes + bytes,
  }));

interface Started {
  /** Where it was started, or where it is if nobody started it in Go. */
  readonly stack: readonly RawFrame[];
  readonly count: number;
  readonly details: readonly string[];
}

function startedBy({ createdAt, stack, waitsFor }: DumpedGoroutine): Started {
  // The server starts the goroutine of each connection. What is stuck in a handler is told by its own stack.
  const isOfServer = createdAt?.functionName?.startsWith('net/http.') ?? true;
  const own = stack.find(({ functionName }) => functionName?.includes('main.') ?? false) ?? stack[0];
  const where = own === undefined ? '' : ` at ${own.file}:${own.line}`;
  return {
    stack: createdAt === null || isOfServer ? stack : [createdAt],
    count: 1,
    details: [`waits for ${waitsFor}${where}`],
  };
}

const startedIn = (dump: string): ReadonlyMap<string, Started> =>
  byStack(
    parseDump(dump)
      .filter(({ stack }) => !isOfOthers({ count: 1, stack }))
      .map(startedBy),
    (sum, { details }) => ({
      ...sum,
      count: sum.count + 1,
      details: [...new Set([...sum.details, ...details])].slice(0, mostExamples),
    }),
  );

/** The door of a Go process: the handlers of `net/http/pprof`. */
export async function openGoDoor({ baseUrl, pprof }: DoorPlace, pid: number): Promise<Door<GoReading>> {
  let heapAtWatch: ReadonlyMap<string, HeapSite> = new Map();
  let startedAtWatch: ReadonlyMap<string, Started> = new Map();
  let watchedSinceMs = performance.now();

  const ask = (profile: 'heap' | 'goroutine', query: string, timeoutMs: number): Promise<string> =>
    askPprof(baseUrl, pprof, profile, query, timeoutMs);

  async function collectHeap(timeoutMs: number): Promise<{ readonly profile: string; readonly isStable: boolean }> {
    let last = Number.NaN;
    for (let collections = 1; ; collections += 1) {
      const profile = await ask('heap', 'gc=1&debug=1', timeoutMs);
      const objects = parseMemStats(profile)?.heapObjects ?? Number.NaN;
      const isStable = Math.abs(objects - last) <= ownNoise;
      if (collections >= leastCollections && (isStable || collections >= mostCollections)) return { profile, isStable };
      last = objects;
      await delay(pauseMs);
    }
  }

  async function collect(timeoutMs: number): Promise<GoReading> {
    const { profile, isStable } = await collectHeap(timeoutMs);
    const memory = parseMemStats(profile);
    if (memory === null)
      throw new HarnessError('DOOR_SHUT', `The heap profile of process ${pid} has no HeapAlloc: its Go is not known.`);
    const groups = parseGoroutineGroups(await ask('goroutine', 'debug=1', timeoutMs));
    const goroutines = groups.filter((group) => !isOfOthers(group)).reduce((sum, { count }) => sum + count, 0);
    return { pid, alive: { ...memory, goroutines, isStable } };
  }

  // It shows at once whether the door is there, and what answering the first question leaves behind is there before any
  // request.
  await collect(10_000);

  return {
    pid,
    read: () => ({ pid, alive: null }),
    collect,
    watch: async (timeoutMs) => {
      heapAtWatch = sitesIn((await collectHeap(timeoutMs)).profile);
      startedAtWatch = startedIn(await ask('goroutine', 'debug=2', timeoutMs));
      watchedSinceMs = performance.now();
    },
    origins: async (timeoutMs): Promise<readonly OriginEvidence[]> => {
      const now = startedIn(await ask('goroutine', 'debug=2', timeoutMs));
      return [...now]
        .map(([key, { stack, count, details }]) => ({
          kind: 'goroutine' as const,
          pid,
          stack,
          alive: count - (startedAtWatch.get(key)?.count ?? 0),
          created: count - (startedAtWatch.get(key)?.count ?? 0),
          oldestMs: performance.now() - watchedSinceMs,
          details,
          localPorts: [],
        }))
        .filter(({ alive }) => alive > 0)
        .toSorted((a, b) => b.alive - a.alive);
    },
    allocations: async (timeoutMs): Promise<readonly AllocationEvidence[]> =>
      [...sitesIn((await collectHeap(timeoutMs)).profile)]
        .map(([key, { stack, objects, bytes }]) => ({
          pid,
          stack,
          survivingBytes: bytes - (heapAtWatch.get(key)?.bytes ?? 0),
          survivingCount: objects - (heapAtWatch.get(key)?.objects ?? 0),
        }))
        .filter(({ survivingBytes, survivingCount }) => survivingBytes > 0 && survivingCount >= 0)
        .toSorted((a, b) => b.survivingBytes - a.survivingBytes),
    markHeap: async () => undefined,
    growths: async () => [],
  };
}
