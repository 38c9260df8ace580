import { expectedDuration } from '../../src/analysis/plan/expected-duration.js';
import { type PlannedStep, planNext } from '../../src/analysis/plan/plan-next.js';
import type { AnalysisSettings } from '../../src/model/analysis-settings.js';
import type { BlockRecord } from '../../src/model/block.js';
import type { BudgetLimit } from '../../src/model/budget.js';
import type { RecordedInvariant } from '../../src/model/invariant.js';
import type { Limits } from '../../src/model/limits.js';
import { type LoadResult, noLoad } from '../../src/model/load.js';
import type { UnmeasuredMetric } from '../../src/model/metrics/unmeasured-metric.js';
import type { FloorRecord } from '../../src/model/readings.js';
import {
  type Expectation,
  type HeaderRecord,
  type Recording,
  recordingSchemaVersion,
  type TargetRecording,
} from '../../src/model/recording.js';
import { type RunningSimulation, type SimulatedServer, startSimulation } from './simulated-server.js';

export const defaultSettings: AnalysisSettings = {
  tolerances: {},
  requiredMetrics: [],
  budgetMs: 60_000,
  connections: 8,
  ignore: [],
};

export const noLimits: Limits = {
  connections: {},
  fileLimit: null,
  heapLimitBytes: null,
  memoryBytes: null,
  settings: { 'pg.connections': 'max_connections=100', 'redis.connections': 'maxclients=10000' },
};

export interface SimulationOptions {
  readonly name?: string;
  readonly expect?: Expectation | null;
  readonly settings?: Partial<AnalysisSettings>;
  readonly limits?: Partial<Limits>;
  readonly unmeasured?: readonly UnmeasuredMetric[];
  readonly seed?: number;
  readonly budgets?: readonly BudgetLimit[];
  /** Whether endpoints may be driven together. Default false. */
  readonly together?: boolean;
  /** Whether every request holds a new number. Default false. */
  readonly freshInputs?: boolean;
  readonly invariants?: readonly RecordedInvariant[];
  /** What one floor costs: settling and collecting. Default 60 ms. */
  readonly floorMs?: number;
}

/** A step as it was planned, with what the planner knew. */
export interface TakenStep {
  readonly step: PlannedStep;
  readonly spentMs: number;
  /** The recording at that moment. */
  readonly before: TargetRecording;
}

export interface SimulatedExperiment {
  readonly recording: Recording;
  readonly target: TargetRecording;
  readonly settings: AnalysisSettings;
  readonly steps: readonly TakenStep[];
  readonly spentMs: number;
}

/** A planner that never ends would hang a test instead of failing it. */
const mostSteps = 5_000;

function emptyTarget(server: SimulatedServer, options: SimulationOptions): TargetRecording {
  const { name = 'simulated', expect = null, limits = {}, unmeasured = [], budgets = [] } = options;
  const endpoints = Object.keys(server.endpoints);
  const together = options.together ? endpoints : [];
  const freshInputs = options.freshInputs ? endpoints : [];
  const { invariants = [] } = options;
  return {
    target: { name, expect, endpoints, freshInputs, budgets, together, invariants },
    start: {
      type: 'target-start',
      target: name,
      atMs: 0,
      pid: 4242,
      limits: { ...noLimits, ...limits },
      ownership: {},
      unmeasured,
    },
    floors: [],
    blocks: [],
    samples: [],
    evidence: [],
    invariants: [],
    sessions: [],
    events: [],
    end: null,
  };
}

interface Drive {
  readonly simulation: RunningSimulation;
  readonly floorMs: number;
  recording: TargetRecording;
  nowMs: number;
  nextN: number;
}

function takeFloor(drive: Drive): number {
  const { floors, target } = drive.recording;
  drive.nowMs += drive.floorMs;
  const floor: FloorRecord = {
    type: 'floor',
    target: target.name,
    index: floors.length,
    atMs: drive.nowMs,
    requests: drive.simulation.totalRequests(),
    metrics: drive.simulation.read(drive.nowMs),
    socketsByPeer: {},
    settled: true,
    settleMs: drive.floorMs,
  };
  drive.recording = { ...drive.recording, floors: [...floors, floor] };
  return floor.index;
}

function takeTogether(drive: Drive, { blocks, isSequential }: Extract<PlannedStep, { kind: 'together' }>): void {
  const { recording, simulation } = drive;
  const floorBefore = recording.floors.length - 1;
  let startMs = drive.nowMs;
  const all = blocks.reduce((sum, { requests }) => sum + requests, 0);
  const driven = blocks.map(({ endpoint, phase, blocksBefore: stage, requests, connections }) => {
    const load = simulation.answer(endpoint, requests, connections, startMs, isSequential ? 1 : requests / all);
    const endMs = startMs + load.durationMs;
    drive.nowMs = Math.max(drive.nowMs, endMs);
    const record = { endpoint, phase, stage, requests, connections, load, startMs, endMs };
    if (isSequential) startMs = endMs;
    return record;
  });
  const floorAfter = takeFloor(drive);
  const { name: target } = recording.target;
  const records = driven.map((block) => ({ ...block, type: 'block' as const, target, floorBefore, floorAfter }));
  drive.recording = { ...drive.recording, blocks: [...drive.recording.blocks, ...records] };
}

type BlockStep = Extract<PlannedStep, { kind: 'block' }>;

function sendBlock(
  { simulation, nowMs }: Drive,
  { endpoint, requests, connections, repeatsFrom }: BlockStep,
): LoadResult {
  const send = repeatsFrom === undefined ? simulation.answer : simulation.answerAgain;
  return send(endpoint, requests, connections, nowMs);
}

function numbersOf(drive: Drive, { requests, repeatsFrom }: BlockStep): Pick<BlockRecord, 'firstN' | 'keys'> {
  if (repeatsFrom !== undefined) return { firstN: repeatsFrom, keys: 'repeated' };
  const firstN = drive.nextN;
  drive.nextN += requests;
  return { firstN };
}

function takeStep(drive: Drive, step: Exclude<PlannedStep, { kind: 'done' | 'together' }>): void {
  const { recording, simulation } = drive;
  const startMs = drive.nowMs;
  const shape =
    step.kind === 'block'
      ? step
      : { endpoint: null, phase: 'idle' as const, blocksBefore: 0, requests: 0, connections: 0 };
  const timers = step.kind === 'idle' && step.looksAtTimers ? { timers: simulation.timers(startMs) } : {};
  const load = step.kind === 'block' ? sendBlock(drive, step) : noLoad;
  const numbers = step.kind === 'block' ? numbersOf(drive, step) : {};
  drive.nowMs += step.kind === 'block' ? load.durationMs : step.waitMs;
  const endMs = drive.nowMs;
  const { endpoint, phase, blocksBefore: stage, requests, connections } = shape;
  const block: BlockRecord = {
    type: 'block',
    target: recording.target.name,
    endpoint,
    phase,
    stage,
    requests,
    connections,
    startMs,
    endMs,
    floorBefore: recording.floors.length - 1,
    floorAfter: takeFloor(drive),
    load,
    ...numbers,
    ...timers,
  };
  drive.recording = { ...drive.recording, blocks: [...drive.recording.blocks, block] };
}

/** The recording of a run over these targets; a fixed date, so that tests of ignore rules can count on it. */
export function toRecording(
  targets: readonly TargetRecording[],
  settings: AnalysisSettings = defaultSettings,
  seed = 1,
): Recording {
  const header: HeaderRecord = {
    type: 'header',
    schemaVersion: recordingSchemaVersion,
    startedAt: '2026-06-15T12:00:00.000Z',
    seed,
    environment: { node: 'v20.20.0', platform: 'linux', cpus: 2, leakline: '0.1.0', services: {} },
    settings,
    targets: targets.map(({ target }) => target),
  };
  const atMs = Math.max(0, ...targets.map(({ end }) => end?.atMs ?? 0));
  return { header, targets, end: { type: 'end', atMs, failure: null, interrupted: false } };
}

/** Once it can be known how long the target will take, its budget stands. */
function tellDuration(drive: Drive, settings: AnalysisSettings): void {
  const expected = drive.recording.duration === undefined ? expectedDuration(drive.recording, settings) : null;
  if (expected === null) return;
  const { name: target } = drive.recording.target;
  drive.recording = { ...drive.recording, duration: { type: 'duration', target, atMs: drive.nowMs, ...expected } };
}

/** Runs a whole experiment against a simulated server, on a simulated clock: as long as `planNext` wants to go on. */
export function simulateExperiment(server: SimulatedServer, options: SimulationOptions = {}): SimulatedExperiment {
  const { seed = 1, floorMs = 60 } = options;
  const settings = { ...defaultSettings, ...options.settings };
  const simulation = startSimulation(server, seed);
  const drive: Drive = { simulation, floorMs, recording: emptyTarget(server, options), nowMs: 0, nextN: 1 };
  const steps: TakenStep[] = [];
  takeFloor(drive);
  const startMs = drive.nowMs;
  while (steps.length < mostSteps) {
    const spentMs = drive.nowMs - startMs;
    const step = planNext(drive.recording, settings, { seed, spentMs });
    steps.push({ step, spentMs, before: drive.recording });
    if (step.kind === 'done') {
      const end = {
        type: 'target-end',
        target: drive.recording.target.name,
        atMs: drive.nowMs,
        reason: step.reason,
        failure: null,
      } as const;
      const target: TargetRecording = { ...drive.recording, end };
      return { recording: toRecording([target], settings, seed), target, settings, steps, spentMs };
    }
    if (step.kind === 'together') takeTogether(drive, step);
    else takeStep(drive, step);
    tellDuration(drive, settings);
  }
  throw new Error(`The planner planned ${mostSteps} steps and did not end.`);
}
