import { countAll, driveHits, type Load, type LoadOutcome } from './drive-hits.js';
import { readStored, waitForStored } from './stored-hits.js';
import {
  baseUrlOf,
  startPooledService,
  startService,
  startWorker,
  type TwinEnvironment,
  type TwinProcess,
} from './twin-process.js';

/** Both twins, and between them the control; with-leak comes first and makes the tables. */
export const contenders = ['with-leak', 'pooled', 'without-leak'] as const;
export type Contender = (typeof contenders)[number];

/** One load on one contender, and what became of it. */
export interface LoadRun {
  readonly contender: Contender;
  readonly load: Load;
  readonly outcome: LoadOutcome;
  /** What PostgreSQL has more than before, once everything that waited was stored. */
  readonly stored: number;
  /** Accepted and not stored. */
  readonly lost: number;
  /** Stored beyond what may have been accepted. */
  readonly doubled: number;
  /** From the last answer until the last hit was stored. */
  readonly drainMs: number;
}

/** The loads of the source document. */
export const documentLoads: readonly Load[] = [
  { requests: 1_000, concurrency: 50 },
  { requests: 1_000, concurrency: 100 },
  { requests: 10_000, concurrency: 500 },
];

/** Compiles the service's code and opens its connections; its hits are stored before the first load begins. */
const warmUp: Load = { requests: 100, concurrency: 5 };

/** Runs each load on a contender, one after the other, on one process as it grows warm. */
export async function runLoads(
  contender: Contender,
  loads: readonly Load[],
  env: TwinEnvironment,
): Promise<readonly LoadRun[]> {
  const processes: TwinProcess[] = [];
  try {
    const service = contender === 'pooled' ? await startPooledService(env) : await startService(contender, env);
    processes.push(service);
    if (contender === 'without-leak') processes.push(await startWorker(env));
    const baseUrl = baseUrlOf(service);
    await runLoad(contender, warmUp, baseUrl, env);
    const runs: LoadRun[] = [];
    for (const load of loads) runs.push(await runLoad(contender, load, baseUrl, env));
    return runs;
  } finally {
    await Promise.all(processes.map((running) => running.stop()));
  }
}

async function runLoad(contender: Contender, load: Load, baseUrl: URL, env: TwinEnvironment): Promise<LoadRun> {
  const before = await readStored(env.DATABASE_URL);
  const outcome = await driveHits(baseUrl, load);
  const answeredMs = performance.now();
  const stored = (await waitForStored(env.DATABASE_URL, before + outcome.accepted)) - before;
  const drainMs = performance.now() - answeredMs;
  return { contender, load, outcome, stored, ...compareCounts(outcome, stored), drainMs };
}

/** An unanswered hit may have been counted or not; a refused one must not have been. */
function compareCounts({ sent, accepted, refused }: LoadOutcome, stored: number): Pick<LoadRun, 'lost' | 'doubled'> {
  return { lost: Math.max(0, accepted - stored), doubled: Math.max(0, stored - (sent - countAll(refused))) };
}
