import type { EvidenceRecord } from '../../model/evidence.js';
import { placeText } from '../../model/place-text.js';
import type { Recording, TargetRecording } from '../../model/recording.js';
import type { Culprit, EndpointResult, Finding, RunResult, TargetResult, Warning } from '../../model/result.js';
import { runtimeOf } from '../../model/runtimes/catalogue.js';
import type { RuntimeKind } from '../../model/runtimes/runtime-kind.js';
import { adviceWith } from './advice.js';
import { heapCulprits } from './heap-culprits.js';
import { originCulprits } from './origin-culprits.js';

const mostCulprits = 5;

/** The culprits of one finding, the likeliest first. Empty when the evidence names nobody. */
export function culpritsFor(finding: Finding, evidence: EvidenceRecord): readonly Culprit[] {
  const acquired = originCulprits(finding, evidence);
  const culprits = finding.unit === 'bytes' ? [...acquired, ...heapCulprits(finding, evidence)] : acquired;
  const first = new Map<string, Culprit>();
  for (const culprit of culprits) if (!first.has(placeText(culprit))) first.set(placeText(culprit), culprit);
  return [...first.values()].slice(0, mostCulprits);
}

function attributeFinding(finding: Finding, evidence: readonly EvidenceRecord[], runtime: RuntimeKind): Finding {
  const record = evidence.find(({ metrics }) => metrics.includes(finding.metric));
  if (record === undefined) return finding;
  const culprits = culpritsFor(finding, record);
  return { ...finding, culprits, advice: adviceWith(finding, culprits, runtime) };
}

function attributeEndpoint(
  endpoint: EndpointResult,
  evidence: readonly EvidenceRecord[],
  runtime: RuntimeKind,
): EndpointResult {
  const own = evidence.filter((record) => record.endpoint === endpoint.id);
  if (own.length === 0) return endpoint;
  return { ...endpoint, findings: endpoint.findings.map((finding) => attributeFinding(finding, own, runtime)) };
}

/** Warnings about what the diagnose pass could not do. They tell the reader why no line is named. */
const limitWarnings = ({ endpoint, limits }: EvidenceRecord): readonly Warning[] =>
  limits.map((limit) => ({ code: 'DIAGNOSE_LIMITED', message: `${endpoint}: ${limit}` }));

/** Adds the culprits that the recorded evidence names to a target's result. Verdicts stay as they are. */
function attributeTarget(result: TargetResult, recorded: TargetRecording): TargetResult {
  const { evidence } = recorded;
  // Only an agent leaves evidence.
  const runtime = runtimeOf(recorded) ?? 'node';
  const endpoints = result.endpoints.map((endpoint) => attributeEndpoint(endpoint, evidence, runtime));
  return { ...result, endpoints, warnings: [...result.warnings, ...evidence.flatMap(limitWarnings)] };
}

/** Adds the culprits to a run's result. This is a pure function: the same recording always names the same culprits. */
export function attributeResult(result: RunResult, recording: Recording): RunResult {
  const targets = result.targets.map((target) => {
    const recorded = recording.targets.find((candidate) => candidate.target.name === target.name);
    return recorded === undefined ? target : attributeTarget(target, recorded);
  });
  return { ...result, targets };
}
