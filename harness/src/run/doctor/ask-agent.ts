import path from 'node:path';
import type { AgentAnswersVariable } from '../../model/agent-protocol.js';
import type { NodeReading } from '../../model/runtimes/node/reading.js';
import { toldBy } from '../../model/runtimes/reading-of.js';
import type { AgentGroup, Target, TimerGroup } from '../../model/target.js';
import { packageRoot } from '../../platform/package-paths.js';
import { readCensus } from '../../runtimes/node/census/read-census.js';
import { startTarget } from '../../target/start-target.js';
import { commandLine } from '../launch/command-line.js';

/** What the agent reported of the app whose contents are known, after the app was asked to drop and to keep things. */
export interface AgentAnswersInApp {
  /** A reading without a collection. */
  readonly reading: NodeReading;
  /** Growth between a collection before and one after the app kept a buffer; null where none could be forced. */
  readonly grownArrayBuffersBytes: number | null;
  readonly grownExternalBytes: number | null;
  /** Growth of the number of maps by what the app kept; null where objects could not be counted. */
  readonly grownMaps: number | null;
  /**
   * Bytes that the agent saw allocated between two collections, while the app made a known number of bytes; null where
   * the agent does not watch this.
   */
  readonly passedBytes: number | null;
  /** Why no collection could be forced; null where collections worked. */
  readonly collectFailure: string | null;
  /** Number of the things that the app dropped and that are still there after a collection. */
  readonly left: number;
  readonly timers: readonly TimerGroup[] | null;
  /** Number of answers that the agent counted while the app gave `given`; null where it cannot count them. */
  readonly answered: number | null;
  readonly given: number;
}

/** Always the built file: the program is run by a Node.js without a loader for TypeScript. */
const appPath = path.join(packageRoot, 'dist/run/doctor/probed-app.js');
const answersVariable: AgentAnswersVariable = 'LEAKLINE_AGENT_ANSWERS';

const givenAnswers = 4;

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The answer of the only process. */
function only<T>(answers: readonly T[]): T {
  const [answer] = answers;
  if (answer === undefined) throw new Error('the process ended before it answered');
  return answer;
}

const difference = (after: number | undefined, before: number | undefined): number | null =>
  after === undefined || before === undefined ? null : after - before;

const mapsIn = (reading: NodeReading | undefined): number | undefined =>
  typeof reading?.census === 'string' ? readCensus(reading.census)?.objects.Map : undefined;

async function ask(agents: AgentGroup, visit: (path: string) => Promise<string>): Promise<AgentAnswersInApp> {
  let collectFailure: string | null = null;
  const collect = async (): Promise<NodeReading | undefined> => {
    try {
      return toldBy('node', only(await agents.collect()));
    } catch (error) {
      collectFailure = textOf(error);
      return undefined;
    }
  };
  // The agent opens some resources only for its first reading. They must be there before the first collection.
  await agents.read();
  const before = await collect();
  const answersBefore = only(await agents.read()).answers;
  await visit('/drop');
  await visit('/keep');
  const after = await collect();
  // The agent begins to watch the heap in the turn of its loop that follows its answer. After one more answer it
  // watches.
  await agents.read();
  await visit('/pass');
  const passed = await collect();
  const left = Number(await visit('/left'));
  const timers = await agents.timers();
  const reading = toldBy('node', only(await agents.read()));
  return {
    reading,
    grownArrayBuffersBytes: difference(after?.arrayBuffersBytes, before?.arrayBuffersBytes),
    grownExternalBytes: difference(after?.externalBytes, before?.externalBytes),
    grownMaps: difference(mapsIn(after), mapsIn(before)),
    passedBytes: passed?.heapSpan?.allocatedBytes ?? null,
    collectFailure,
    left,
    timers,
    answered: reading.answers === null ? null : (reading.answers['200'] ?? 0) - (answersBefore?.['200'] ?? 0),
    given: givenAnswers,
  };
}

const startApp = (environment: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Target> =>
  startTarget(
    {
      name: 'doctor',
      command: commandLine([process.execPath, appPath]),
      cwd: packageRoot,
      // V8 keeps its optimisation, even where the census fails. Steady code has a check of its own.
      env: { ...environment, [answersVariable]: 'on', LEAKLINE_JIT: 'on' },
      port: null,
      ready: { kind: 'path', path: '/' },
      readyTimeoutMs: 30_000,
      stopGraceMs: 2_000,
      agent: 'auto',
      opensOtherPorts: false,
    },
    // The answers show everything that a warning could say.
    { signal, onWarning: () => undefined },
  );

/**
 * Starts an app whose contents are known and asks the agent in it what it sees. Returns null where no agent dials in.
 *
 * @throws HarnessError when the app does not start.
 */
export async function askAgent(
  environment: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<AgentAnswersInApp | null> {
  const { agents, baseUrl, stop } = await startApp(environment, signal);
  const visit = async (page: string): Promise<string> => (await fetch(baseUrl + page, { signal })).text();
  try {
    return agents === null ? null : await ask(agents, visit);
  } finally {
    await stop();
  }
}
