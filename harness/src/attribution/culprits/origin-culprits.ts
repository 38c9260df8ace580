import type { EvidenceRecord, RecordedOrigin } from '../../model/evidence.js';
import { placeText } from '../../model/place-text.js';
import type { Certainty, Culprit, Finding } from '../../model/result.js';
import { placeKey } from '../stack-key.js';
import { formatStack, type OwningFrame, owningFrame } from './frames.js';
import { originTestsOf } from './origin-tests.js';
import { describeOrigin } from './phrases.js';

/** Places below this share of what is alive are chance: a keep-alive connection, a timer of a library. */
const smallestShare = 0.1;

const mostDetails = 5;

interface Place extends OwningFrame {
  readonly origin: RecordedOrigin;
}

const weightOf = ({ alive, aliveBytes }: RecordedOrigin, byBytes: boolean): number =>
  byBytes ? (aliveBytes ?? 0) : alive;

function merge(a: RecordedOrigin, b: RecordedOrigin): RecordedOrigin {
  return {
    ...a,
    alive: a.alive + b.alive,
    oldestMs: Math.max(a.oldestMs, b.oldestMs),
    details: [...new Set([...a.details, ...b.details])],
    ...(a.created === undefined ? {} : { created: a.created + (b.created ?? 0) }),
    ...(a.aliveBytes === undefined ? {} : { aliveBytes: a.aliveBytes + (b.aliveBytes ?? 0) }),
  };
}

/**
 * Groups origins by the place to blame. Different ways through a library lead to one call in own code, which is one
 * place.
 */
function groupByPlace(origins: readonly RecordedOrigin[]): readonly Place[] {
  const places = new Map<string, Place>();
  for (const origin of origins) {
    const blamed = owningFrame(origin.stack);
    if (blamed === null) continue;
    const key = placeKey(blamed.frame);
    const known = places.get(key);
    places.set(key, known === undefined ? { ...blamed, origin } : { ...known, origin: merge(known.origin, origin) });
  }
  return [...places.values()];
}

/**
 * For things without a size, it is not known how much of a finding in bytes they are. When only names tell the owner,
 * the owner is not certain either.
 */
function certaintyOf(
  share: number,
  { origin: { alive, aliveBytes }, isProven, isPlain }: Place,
  expected: number,
): Certainty {
  const isCounted = expected > 0 || aliveBytes !== undefined;
  if (isProven && isPlain && isCounted && share >= 0.9 && alive >= 0.9 * expected) return 'certain';
  return share >= 0.5 ? 'likely' : 'possible';
}

function toCulprit(place: Place, share: number, expected: number, evidence: EvidenceRecord): Culprit {
  const { frame, calledFrom, origin } = place;
  return {
    kind: 'acquired-at',
    file: frame.file,
    line: frame.line,
    column: frame.column,
    functionName: frame.functionName,
    package: frame.package,
    isOwn: frame.isOwn,
    share,
    resource: origin.kind,
    summary: describeOrigin(origin),
    certainty: certaintyOf(share, place, expected),
    calledFrom: calledFrom === null ? null : placeText(calledFrom),
    stack: formatStack(origin.stack),
    codeFrame: evidence.codeFrames[placeText(frame)] ?? null,
    retainedBy: [],
    details: [...(origin.server?.examples ?? []), ...origin.details].slice(0, mostDetails),
  };
}

/** The other party is a second, possible culprit when it is not proven who is to blame. */
function otherCulprit(place: Place, share: number, evidence: EvidenceRecord): readonly Culprit[] {
  const { frame, other, isProven } = place;
  if (other === null || isProven) return [];
  const calledFrom = other.isOwn ? null : frame;
  return [{ ...toCulprit({ ...place, frame: other, calledFrom }, share, 0, evidence), certainty: 'possible' }];
}

/** The culprits behind these origins, the largest share first. */
export function culpritsOf(
  origins: readonly RecordedOrigin[],
  finding: Finding,
  evidence: EvidenceRecord,
): readonly Culprit[] {
  const byBytes = finding.unit === 'bytes' && origins.some(({ aliveBytes }) => aliveBytes !== undefined);
  const expected = finding.unit === 'bytes' ? 0 : finding.perRequest.estimate * evidence.requests;
  const places = groupByPlace(origins);
  const total = places.reduce((sum, { origin }) => sum + weightOf(origin, byBytes), 0);
  return places
    .map((place) => ({ place, share: total === 0 ? 0 : weightOf(place.origin, byBytes) / total }))
    .filter(({ share }) => share >= smallestShare)
    .toSorted((a, b) => b.share - a.share)
    .flatMap(({ place, share }) => [
      toCulprit(place, share, expected, evidence),
      ...otherCulprit(place, share, evidence),
    ]);
}

/**
 * A kind may come along with the leak without being its cause. It explains the leak only when at least this share of
 * what leaked is alive.
 */
const explainingShare = 0.5;

/**
 * Bytes do not tell how many things leaked. Things that stay for fewer requests than this share were made on occasion.
 */
const smallestRate = 0.05;

const isRegular = ({ alive, aliveBytes }: RecordedOrigin, { unit }: Finding, requests: number): boolean =>
  unit !== 'bytes' || aliveBytes !== undefined || alive >= smallestRate * requests;

/**
 * Number of leaked things that the second half must be expected to show, so that it is no chance when none shows up
 * (e^-3 = 5 %).
 */
const surelySeen = 3;

/**
 * Leaves out the origins that did not grow with the requests, if the leak must have shown up again in the second half.
 * Loans of a pool stay: a pool that is used up lends nothing any more, so its loans do not grow.
 */
function growing(origins: readonly RecordedOrigin[], finding: Finding, evidence: EvidenceRecord) {
  const { lateRequests } = evidence;
  if (finding.unit === 'bytes' || lateRequests === undefined) return origins;
  if (finding.perRequest.estimate * lateRequests < surelySeen) return origins;
  return origins.filter(
    ({ kind, alive, aliveBefore = 0 }) => kind === 'pool-client' || kind === 'transaction' || alive > aliveBefore,
  );
}

/** The places where the things that a metric counts were acquired. Empty when none of them was seen. */
export function originCulprits(finding: Finding, evidence: EvidenceRecord): readonly Culprit[] {
  const grown = growing(evidence.origins, finding, evidence);
  const groups = originTestsOf(finding.metric).map((isSuspect) =>
    grown.filter((origin) => isSuspect(origin) && isRegular(origin, finding, evidence.requests)),
  );
  const expected = finding.unit === 'bytes' ? 0 : finding.perRequest.estimate * evidence.requests;
  const explains = (origins: readonly RecordedOrigin[]): boolean =>
    origins.reduce((sum, { alive }) => sum + alive, 0) >= explainingShare * expected;
  const found = groups.filter((origins) => origins.length > 0);
  const origins = found.find(explains) ?? found[0] ?? [];
  return culpritsOf(origins, finding, evidence);
}
