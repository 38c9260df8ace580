import path from 'node:path';
import type { AgentAnswersVariable } from '../../model/agent-protocol.js';
import type { NodeReading } from '../../model/runtimes/node/reading.js';
import type { AgentGroup, Target, TimerGroup } from '../../model/target.js';
import { packageRoot } from '../../platform/package-paths.js';
import { readCensus } from '../../runtimes/node/census/read-census.js';
import { startTarget } from '../../target/start-target.js';
import { commandLine } from '../launch/command-line.js';

/** What the agent said of the app of known things, after it was asked to drop and to keep some. */
export interface AgentAnswersInApp {
  /** Without a collection. */
  readonly reading: NodeReading;
  /** By how much a reading after a collection grew by what was kept; null where no collection could be forced. */
  readonly grownArrayBuffersBytes: number | null;
  readonly grownExternalBytes: number | null;
  /** By how much the number of maps grew by what was kept; null where objects could not be counted. */
  readonly grownMaps: number | null;
  /** What the heap was seen to take between two collections, while a known number of bytes passed; null where nobody looked. */
  readonly passedBytes: number | null;
  /** Why no collection could be forced; null where one was. */
  readonly collectFailure: string | null;
  /** Of the things that the app dropped: those that are still there after a collection. */
  readonly left: number;
  readonly timers: readonly TimerGroup[] | null;
  /** Answers that were counted of those that were given meanwhile; null where they cannot be known. */
  readonly answered: number | null;
  readonly given: number;
}

/** Always the built file, as for any target. */
const appPath = path.join(packageRoot, 'dist/run/doctor/probed-app.js');
const answersVariable: AgentAnswersVariable = 'LEAKLINE_AGENT_ANSWERS';

const givenAnswers = 4;

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The only process's answer. */
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
      return only(await agents.collect()).told;
    } catch (error) {
      collectFailure = textOf(error);
      return undefined;
    }
  };
  // The first reading opens what the agent opens only once it is asked.
  await agents.read();
  const before = await collect();
  const answersBefore = only(await agents.read()).answers;
  await visit('/drop');
  await visit('/keep');
  const after = await collect();
  // The agent begins to watch the heap a turn of its loop after its answer; after another answer it does so for sure.
  await agents.read();
  await visit('/pass');
  const passed = await collect();
  const left = Number(await visit('/left'));
  const timers = await agents.timers();
  const reading = only(await agents.read()).told;
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
      // As V8 comes, whatever becomes of the census; steady code is looked at by itself.
      env: { ...environment, [answersVariable]: 'on', LEAKLINE_JIT: 'on' },
      port: null,
      ready: { kind: 'path', path: '/' },
      readyTimeoutMs: 30_000,
      stopGraceMs: 2_000,
      agent: 'auto',
      opensOtherPorts: false,
    },
    // What there is to warn of, the answers show.
    { signal, onWarning: () => undefined },
  );

/**
 * Starts an app of known things and asks the agent in it what it sees; null where no agent dials.
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
