import type { EvidenceRecord, RecordedOrigin } from '../../model/evidence.js';
import { placeText } from '../../model/place-text.js';
import type { Certainty, Culprit, Finding } from '../../model/result.js';
import { placeKey } from '../follow/stack-key.js';
import { formatStack, type OwningFrame, owningFrame } from './frames.js';
import { describeOrigin } from './phrases.js';
import { suspectsOf } from './suspects.js';

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
    created: a.created + b.created,
    oldestMs: Math.max(a.oldestMs, b.oldestMs),
    details: [...new Set([...a.details, ...b.details])],
    ...(a.aliveBytes === undefined ? {} : { aliveBytes: a.aliveBytes + (b.aliveBytes ?? 0) }),
  };
}

/** What different ways through a library lead to is one place: the call in one's own code. */
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

/** Of things without a size nobody knows how much of a finding in bytes they are; nor whose they are where only names tell. */
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

/** The other party comes second, where nobody could be sure. */
function otherCulprit(place: Place, share: number, evidence: EvidenceRecord): readonly Culprit[] {
  const { frame, other, isProven } = place;
  if (other === null || isProven) return [];
  const calledFrom = other.isOwn ? null : frame;
  return [{ ...toCulprit({ ...place, frame: other, calledFrom }, share, 0, evidence), certainty: 'possible' }];
}

/** Culprits out of origins that pass a test, the largest share first. */
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

/** A kind of which fewer are alive than half of what leaked may come along with the leak; it is not its cause. */
const explainingShare = 0.5;

/** Bytes do not tell how many things leaked; what stays less often than every twentieth request was made on occasion. */
const smallestRate = 0.05;

const isRegular = ({ alive, aliveBytes }: RecordedOrigin, { unit }: Finding, requests: number): boolean =>
  unit !== 'bytes' || aliveBytes !== undefined || alive >= smallestRate * requests;

/** What leaked must have come up so often in the second half that it cannot have stayed away by chance (e^-3 = 5 %). */
const surelySeen = 3;

/**
 * What happened to be alive and did not grow with the requests is no suspect, where what leaks must have come up again. A
 * pool that is used up lends nothing any more: its loans do not grow.
 */
function growing(origins: readonly RecordedOrigin[], finding: Finding, evidence: EvidenceRecord) {
  const { lateRequests } = evidence;
  if (finding.unit === 'bytes' || lateRequests === undefined) return origins;
  if (finding.perRequest.estimate * lateRequests < surelySeen) return origins;
  return origins.filter(
    ({ kind, alive, aliveBefore = 0 }) => kind === 'pool-client' || kind === 'transaction' || alive > aliveBefore,
  );
}

/** Where the things were acquired that a metric counts; empty when none of them was seen. */
export function originCulprits(finding: Finding, evidence: EvidenceRecord): readonly Culprit[] {
  const grown = growing(evidence.origins, finding, evidence);
  const groups = suspectsOf(finding.metric).map((isSuspect) =>
    grown.filter((origin) => isSuspect(origin) && isRegular(origin, finding, evidence.requests)),
  );
  const expected = finding.unit === 'bytes' ? 0 : finding.perRequest.estimate * evidence.requests;
  const explains = (origins: readonly RecordedOrigin[]): boolean =>
    origins.reduce((sum, { alive }) => sum + alive, 0) >= explainingShare * expected;
  const found = groups.filter((origins) => origins.length > 0);
  const origins = found.find(explains) ?? found[0] ?? [];
  return culpritsOf(origins, finding, evidence);
}
