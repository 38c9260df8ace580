import type { EndRecord, Recording, TargetRecording } from '../model/recording.js';
import {
  type EndpointResult,
  type RunResult,
  resultSchemaVersion,
  type TargetResult,
  type Warning,
} from '../model/result.js';
import { runtimeDefinitions, runtimeOf } from '../model/runtimes/catalogue.js';
import type { Remedy, Symptom } from '../model/symptom.js';
import { judgeBudgets } from './budgets/judge-budgets.js';
import { judgeInvariants } from './invariants/judge-invariants.js';
import { judgeTarget } from './judge/judge-target.js';
import { processResults } from './processes/process-results.js';
import {
  checkExitCodes,
  isExpectationMet,
  mergeExitCodes,
  mergeVerdicts,
  targetExitCode,
  targetVerdict,
} from './result/conclude.js';
import { toEndpointResult } from './result/endpoint-result.js';
import { withGrowthUntilThen } from './result/grown-until-then.js';
import { ignoreWarnings } from './result/ignore-warnings.js';
import { lostProbes, targetWarnings, unreadMemory, unseenPools } from './result/target-warnings.js';
import { connectionSymptoms } from './symptoms/connection-symptoms.js';
import { poolSymptoms, withPoolAdvice } from './symptoms/pool-symptoms.js';
import { proxySymptoms } from './symptoms/proxy-symptoms.js';
import { sessionSymptoms } from './symptoms/session-symptoms.js';
import { slowdownSymptoms } from './symptoms/slowdown-symptoms.js';
import { targetSettings } from './target-settings.js';

/** The endpoints of one target as judged from what is recorded so far; for live output while a run goes on. */
export function analyzeEndpoints(recording: Recording['header'], target: TargetRecording): readonly EndpointResult[] {
  const { startedAt } = recording;
  const settings = targetSettings(recording.settings, target);
  const judgements = judgeTarget(target, settings, target.end !== null);
  return judgements.map((judgement) => toEndpointResult(target, judgement, settings, startedAt.slice(0, 10)));
}

/** Counted from when the target was ready; where it never was, from when work on it began. */
function durationOf({ start, end }: TargetRecording): number {
  const fromMs = start?.atMs ?? end?.beganAtMs;
  return end === null || fromMs === undefined ? 0 : Math.round(end.atMs - fromMs);
}

/**
 * What operators know from production and was seen in this run, each with what to look at. Symptoms accuse nobody: a
 * service may show one and be clean.
 */
export function findSymptoms(recording: TargetRecording, endpoints: readonly EndpointResult[]): readonly Symptom[] {
  const symptoms = [
    ...connectionSymptoms(recording),
    ...sessionSymptoms(recording),
    ...poolSymptoms(recording, endpoints),
    ...proxySymptoms(recording, endpoints),
    ...slowdownSymptoms(recording, endpoints),
  ];
  const runtime = runtimeOf(recording);
  const language = runtime === null ? null : runtimeDefinitions[runtime].codeLanguage;
  const isOfTarget = (remedy: Remedy): boolean => remedy.language !== 'ts' || language === 'ts';
  return symptoms.map((symptom) => ({ ...symptom, remedies: symptom.remedies.filter(isOfTarget) }));
}

/** Judges one target of a recording. */
export function analyzeTarget(header: Recording['header'], recording: TargetRecording): TargetResult {
  const endpoints = analyzeEndpoints(header, recording).map((endpoint) => withPoolAdvice(recording, endpoint));
  const { end, start, target } = recording;
  const recorded = end?.failure ?? null;
  const verdict = targetVerdict(
    endpoints.map((endpoint) => endpoint.verdict),
    recorded !== null,
  );
  const isUnproven = recorded !== null && verdict === 'failed';
  const settings = targetSettings(header.settings, recording);
  const failure = isUnproven ? withGrowthUntilThen(recording, recorded, settings) : recorded;
  return {
    name: target.name,
    expect: target.expect,
    verdict,
    expectationMet: isExpectationMet(target.expect, verdict),
    durationMs: durationOf(recording),
    endpoints,
    budgets: judgeBudgets(recording, settings),
    invariants: judgeInvariants(recording),
    symptoms: findSymptoms(recording, endpoints),
    processes: processResults(recording),
    unmeasured: [
      ...(start?.unmeasured ?? []),
      ...unreadMemory(recording),
      ...unseenPools(recording),
      ...lostProbes(recording),
    ],
    warnings: targetWarnings(recording, endpoints),
    failure,
  };
}

/**
 * A target that the run did not come to. It failed with what failed before it (a service, a folder), or was interrupted
 * with the run.
 */
export function withRunEnd(recording: TargetRecording, end: EndRecord | null): TargetRecording {
  if (end === null || recording.start !== null || recording.end !== null) return recording;
  const { failure, interrupted, atMs } = end;
  if (failure === null && !interrupted) return recording;
  const reason = failure === null ? 'interrupted' : 'failed';
  const { name } = recording.target;
  return { ...recording, end: { type: 'target-end', target: name, atMs, beganAtMs: 0, reason, failure } };
}

function runWarnings({ end }: Recording): readonly Warning[] {
  if (end === null) return [{ code: 'RECORDING_CUT', message: 'The recording ends in the middle of the run.' }];
  if (end.failure !== null) return [end.failure];
  return end.interrupted
    ? [{ code: 'INTERRUPTED', message: 'The run was interrupted; verdicts stand on what was seen until then.' }]
    : [];
}

/** No warning after a run that was cut short: it did not meet every leak that a rule may be for. */
function settingWarnings({ header, end }: Recording, targets: readonly TargetResult[]): readonly Warning[] {
  if (end === null || end.interrupted || end.failure !== null) return [];
  return ignoreWarnings(header.settings.ignore, targets, header.startedAt.slice(0, 10));
}

const isAsConfigured = (target: TargetResult): boolean =>
  target.expectationMet && checkExitCodes(target).every((code) => code === 0);

/**
 * Recording in, result out. Pure: the same recording always gives the same `result.json`, live or years later.
 */
export function analyzeRecording(recording: Recording): RunResult {
  const { header, end } = recording;
  const targets = recording.targets.map((target) => analyzeTarget(header, withRunEnd(target, end)));
  const hasFailed = end !== null && end.failure !== null;
  const isInterrupted = end?.interrupted ?? false;
  const codes = targets.flatMap((target) => [targetExitCode(target.expect, target.verdict), ...checkExitCodes(target)]);
  return {
    schemaVersion: resultSchemaVersion,
    verdict: hasFailed ? 'failed' : mergeVerdicts(targets.map(({ verdict }) => verdict)),
    expectationsMet: !hasFailed && targets.length > 0 && targets.every(isAsConfigured),
    exitCode: mergeExitCodes([...codes, ...(hasFailed ? [3 as const] : []), ...(isInterrupted ? [130 as const] : [])]),
    startedAt: header.startedAt,
    durationMs: Math.round(end?.atMs ?? 0),
    seed: header.seed,
    interrupted: isInterrupted,
    environment: header.environment,
    targets,
    warnings: [...runWarnings(recording), ...settingWarnings(recording, targets)],
  };
}
