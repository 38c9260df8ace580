import type { AgentAnswer, AgentMethod, AgentMethods, AgentMode } from '../model/agent-protocol.js';
import { runtimeDefinitions } from '../model/runtimes/catalogue.js';
import type { RuntimeDefinition } from '../model/runtimes/runtime-definition.js';
import type { RuntimeKind } from '../model/runtimes/runtime-kind.js';
import type { AgentDiagnosis, AgentGroup, AgentReading, TimerGroup } from '../model/target.js';
import { readingOf } from '../runtimes/runtimes.js';
import type { AgentConnection } from './agent-connection.js';

export interface AgentTimeouts {
  readonly readMs: number;
  readonly collectMs: number;
  readonly snapshotMs: number;
}

/**
 * Under load an event loop may be seconds behind. Six passes over a heap of 1 GB take some ten seconds, and a snapshot
 * of it takes a minute.
 */
export const defaultTimeouts: AgentTimeouts = { readMs: 5_000, collectMs: 30_000, snapshotMs: 120_000 };

/** The timers of all processes. Null where one process cannot tell, because then nobody knows them all. */
function allTimers(answers: readonly (readonly TimerGroup[] | null)[]): readonly TimerGroup[] | null {
  const known = answers.filter((answer) => answer !== null);
  return known.length < answers.length ? null : known.flat();
}

/** The runtimes that have a method. Those that are not named here have all the others. */
const offeredBy: { readonly [M in AgentMethod]?: (runtime: RuntimeDefinition) => boolean } = {
  writeHeapSnapshot: ({ growth }) => growth === 'snapshots',
  markHeap: ({ growth }) => growth === 'told',
  growths: ({ growth }) => growth === 'told',
  follow: ({ follows }) => follows,
  followed: ({ follows }) => follows,
};

interface Answered<M extends AgentMethod> {
  readonly runtime: RuntimeKind;
  readonly answer: AgentAnswer<M>;
}

/** Asks all agents of a target at the same time. Processes that end meanwhile are left out. */
export function createAgentGroup(
  connections: ReadonlyMap<unknown, AgentConnection>,
  mode: AgentMode,
  timeouts: AgentTimeouts,
): AgentGroup {
  async function askEach<M extends AgentMethod>(
    method: M,
    timeoutMs: number,
    ...args: Parameters<AgentMethods[M]>
  ): Promise<readonly Answered<M>[]> {
    const asking = [...connections.values()].filter(
      ({ hello }) => offeredBy[method]?.(runtimeDefinitions[hello.runtime]) ?? true,
    );
    const asked = asking.map(async (connection) => {
      const reply = await connection.request({ method, args }, timeoutMs);
      return reply === null ? [] : [{ runtime: connection.hello.runtime, answer: reply.answer }];
    });
    return (await Promise.all(asked)).flat();
  }

  async function askAll<M extends AgentMethod>(
    method: M,
    timeoutMs: number,
    ...args: Parameters<AgentMethods[M]>
  ): Promise<readonly AgentAnswer<M>[]> {
    return (await askEach(method, timeoutMs, ...args)).map(({ answer }) => answer);
  }

  const readings = (answered: readonly Answered<'read' | 'collect'>[]): readonly AgentReading[] =>
    answered.map(({ runtime, answer }) => readingOf(runtime, answer));

  const diagnosis: AgentDiagnosis = {
    get runtime() {
      return [...connections.values()][0]?.hello.runtime ?? 'node';
    },
    get scripts() {
      return [...connections.values()].map(({ hello }) => hello.script);
    },
    watch: async (depth) => void (await askAll('watch', timeouts.readMs, depth)),
    origins: async () => (await askAll('origins', timeouts.collectMs)).flat(),
    allocations: async () => (await askAll('allocations', timeouts.collectMs)).flat(),
    markHeap: async () => void (await askAll('markHeap', timeouts.collectMs)),
    growths: async () => (await askAll('growths', timeouts.snapshotMs)).flat(),
    follow: async (request) => void (await askAll('follow', timeouts.collectMs, request)),
    followed: (searchMs) => askAll('followed', timeouts.collectMs, searchMs),
    writeHeapSnapshots: (request) => askAll('writeHeapSnapshot', timeouts.snapshotMs, request),
  };

  const untilTimeout = (patienceMs: number): AgentTimeouts => {
    const startMs = performance.now();
    const leftMs = (): number => Math.max(0, Math.round(patienceMs - (performance.now() - startMs)));
    return {
      get readMs() {
        return leftMs();
      },
      get collectMs() {
        return leftMs();
      },
      get snapshotMs() {
        return leftMs();
      },
    };
  };

  return {
    get connected() {
      return connections.size;
    },
    read: async () => readings(await askEach('read', timeouts.readMs)),
    collect: async (isCounting = true) => readings(await askEach('collect', timeouts.collectMs, isCounting)),
    timers: async () => allTimers(await askAll('timers', timeouts.collectMs)),
    lookForPools: async () => void (await askAll('lookForPools', timeouts.collectMs)),
    withPatience: (patienceMs) => createAgentGroup(connections, mode, untilTimeout(patienceMs)),
    diagnosis: mode === 'diagnose' ? diagnosis : null,
  };
}
