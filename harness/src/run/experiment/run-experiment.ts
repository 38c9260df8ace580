import { analyzeEndpoints } from '../../analysis/analyze.js';
import { blockGroups } from '../../analysis/endpoint-blocks.js';
import { expectedDuration } from '../../analysis/plan/expected-duration.js';
import { planNext } from '../../analysis/plan/plan-next.js';
import type { BlockRecord } from '../../model/block.js';
import type { LoadResult } from '../../model/load.js';
import type { DurationRecord, TargetEndRecord } from '../../model/recording.js';
import { HarnessError } from '../../platform/harness-error.js';
import { spokenProtocol } from '../../target/spoken-protocol.js';
import { targetWrongProtocol } from '../../target/target-errors.js';
import { floorFailed } from '../run-messages.js';
import { driveStep, type NextStep } from './drive-step.js';
import { type Experiment, recordingOf, settingsOf } from './experiment.js';
import { takeFloor } from './take-floor.js';

/** Whether no request was answered and some connection failed. Time-outs alone do not count. */
const gotNoAnswer = ({ sent, errors, statuses }: LoadResult): boolean =>
  sent > 0 && errors > 0 && Object.keys(statuses).length === 0;

/**
 * Checks whether the target speaks another protocol, when no request at all was answered. More requests would show
 * nothing new.
 *
 * @throws HarnessError `TARGET_WRONG_PROTOCOL`
 */
async function checkProtocol(experiment: Experiment): Promise<void> {
  const { target, context } = experiment;
  const driven = recordingOf(experiment).blocks.filter(({ endpoint }) => endpoint !== null);
  if (driven.length === 0 || !driven.every(({ load }) => gotNoAnswer(load))) return;
  const url = target.proxyUrl ?? target.baseUrl;
  const spoken = await spokenProtocol(url);
  context.signal.throwIfAborted();
  if (spoken !== null) throw targetWrongProtocol(target.name, url, spoken);
}

/** Tells reporters about a step before it begins. */
function announce(experiment: Experiment, step: NextStep, spentMs: number): void {
  const { context, target } = experiment;
  const { budgetMs } = settingsOf(experiment);
  const common = { target: target.name, atMs: context.elapsedMs(), spentMs, budgetMs } as const;
  if (step.kind === 'together') {
    const endpoints = step.blocks.map(({ endpoint }) => endpoint);
    const requests = step.blocks.reduce((sum, block) => sum + block.requests, 0);
    context.emit({ type: 'together-start', ...common, endpoints, requests });
  } else if (step.kind === 'block') {
    const { endpoint, phase, blocksBefore: stage, requests } = step;
    const isAlone = blockGroups(recordingOf(experiment)).length > 0;
    context.emit({ type: 'block-start', ...common, endpoint, phase, stage, requests, isAlone });
  } else {
    const idle = { endpoint: null, phase: 'idle', stage: 0, requests: 0, isAlone: false } as const;
    context.emit({ type: 'cool-down', target: target.name, waitMs: step.waitMs, reason: step.reason });
    context.emit({ type: 'block-start', ...common, ...idle });
  }
}

/** Does one planned step and records it as blocks between two floors. */
async function takeStep(experiment: Experiment, step: NextStep, spentMs: number): Promise<void> {
  const { context, target } = experiment;
  const floorBefore = recordingOf(experiment).floors.length - 1;
  announce(experiment, step, spentMs);
  const done = await driveStep(experiment, step);
  context.signal.throwIfAborted();
  const { index: floorAfter } = await takeFloor(experiment).catch((error: unknown) => {
    const loaded = done.filter(({ endpoint }) => endpoint !== null);
    throw error instanceof HarnessError && loaded.length > 0 ? floorFailed(error, loaded) : error;
  });
  const blocks = done.map(
    (block): BlockRecord => ({ type: 'block', target: target.name, ...block, floorBefore, floorAfter }),
  );
  for (const block of blocks) context.recording.append(block);
  const sofar = analyzeEndpoints(context.recording.current().header, recordingOf(experiment));
  for (const block of blocks) context.emit({ type: 'block-end', block, sofar });
}

/** Records and reports how long the target will take, as soon as this can be estimated. */
function tellDuration(experiment: Experiment): void {
  const { context, target } = experiment;
  const { settings } = context.recording.current().header;
  const expected = expectedDuration(recordingOf(experiment), settings);
  if (expected === null) return;
  const duration: DurationRecord = { type: 'duration', target: target.name, atMs: context.elapsedMs(), ...expected };
  context.recording.append(duration);
  context.emit({ type: 'expected-duration', duration });
}

/**
 * Drives one target until the plan says that it is done: floor, block, floor, block, …
 *
 * @throws HarnessError `TARGET_CRASHED`, `TARGET_OVERDUE`, `TARGET_WRONG_PROTOCOL`, `AGENT_UNRESPONSIVE`,
 *   `SERVICE_LOST`; the signal's reason when interrupted.
 */
export async function runExperiment(experiment: Experiment): Promise<TargetEndRecord['reason']> {
  const { context } = experiment;
  const { settings } = context.recording.current().header;
  await takeFloor(experiment);
  const startMs = context.elapsedMs();
  for (;;) {
    context.signal.throwIfAborted();
    const spentMs = context.elapsedMs() - startMs;
    const step = planNext(recordingOf(experiment), settings, { seed: context.seed, spentMs });
    if (step.kind === 'done') return step.reason;
    await takeStep(experiment, step, spentMs);
    await checkProtocol(experiment);
    if (recordingOf(experiment).duration === undefined) tellDuration(experiment);
  }
}
