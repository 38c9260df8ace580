import { type MetricId, type MetricReadings, metricDefinition } from '../metrics/catalogue.js';
import type { MetricAdvice } from '../metrics/metric-definition.js';
import type { TargetRecording } from '../recording.js';
import { go } from './go/definition.js';
import { jvm } from './jvm/definition.js';
import { node } from './node/definition.js';
import { python } from './python/definition.js';
import type { RuntimeDefinition } from './runtime-definition.js';
import type { RuntimeKind } from './runtime-kind.js';

/** Every runtime with its definition. */
export const runtimeDefinitions: Readonly<Record<RuntimeKind, RuntimeDefinition>> = {
  node,
  python,
  go,
  jvm,
};

const definitions = Object.values(runtimeDefinitions);

/**
 * How many descriptors of the target belong to Leakline: one for each agent, over which it talks. A door is closed again
 * after each question.
 */
export const agentDescriptors = (readings: readonly { readonly runtime: RuntimeKind }[]): number =>
  readings.filter(({ runtime }) => runtimeDefinitions[runtime].entrance === 'agent').length;

/** The metric of each runtime's heap. */
export const heapMetrics: readonly MetricId[] = definitions.map(({ heap }) => heap);

/** Whether a metric is the heap of some runtime. */
export const isHeap = (metric: string): boolean => (heapMetrics as readonly string[]).includes(metric);

/** The heap that a target is judged by. */
export const heapOf = (recording: Pick<TargetRecording, 'start'>): MetricId =>
  runtimeDefinitions[runtimeOf(recording) ?? 'node'].heap;

/** Whether the heap of some runtime was read. */
export const isHeapRead = (readings: MetricReadings): boolean =>
  heapMetrics.some((metric) => readings[metric] !== undefined);

/** Memory that agents read and that is part of resident memory, for all runtimes. */
export const agentMemory: readonly MetricId[] = definitions.flatMap(({ memory }) => memory);

/** Whether Leakline has an agent for what a program runs, by the base name of its file, e.g. `python3.11`. */
export const mayHaveAgent = (name: string): boolean =>
  definitions.some(({ programs, entrance }) => entrance === 'agent' && programs?.test(name) === true);

const threadFiles: readonly string[] = definitions.map(({ threadFile }) => threadFile);

/** Whether a frame is between a thread and the call that started it. */
export const startsThread = ({ file }: { readonly file: string }): boolean => threadFiles.includes(file);

/**
 * The metric of what the application's own objects hold of a heap. For any other metric, and where this cannot be told,
 * the metric itself.
 */
export const applicationPartOf = (metric: MetricId): MetricId =>
  definitions.find(({ heap }) => heap === metric)?.applicationHeap ?? metric;

/**
 * The advice for a leaking metric, in the words of a runtime.
 *
 * @param runtime null for a runtime that Leakline does not know.
 * @returns null for a metric that does not accuse.
 */
export function metricAdvice(metric: MetricId, runtime: RuntimeKind | null): MetricAdvice | null {
  const definition = metricDefinition(metric);
  if (definition === null || definition.role === 'remarks') return null;
  return (runtime === null ? undefined : runtimeDefinitions[runtime].advice[metric]) ?? definition;
}

/** The runtime of a target; null where no agent told it. Recordings of earlier versions are all of Node.js. */
export const runtimeOf = ({ start }: Pick<TargetRecording, 'start'>): RuntimeKind | null =>
  start?.runtime === undefined ? 'node' : start.runtime;
