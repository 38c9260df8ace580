import type { AllocationEvidence, EvidenceRecord, GrowthEvidence, SourceFrame } from '../../model/evidence.js';
import { placeText } from '../../model/place-text.js';
import type { Certainty, Culprit, Finding } from '../../model/result.js';
import { endsInListener } from '../retainers.js';
import { placeKey } from '../stack-key.js';
import { formatStack, type OwningFrame, owningFrame } from './frames.js';
import { culpritsOf } from './origin-culprits.js';
import { describeAllocation, describeCreation, describeKeeping, formatRetainers } from './phrases.js';

/**
 * From this share of the leak on, what a chain of retainers holds is the cause of the leak and not only a part of it.
 */
const explainingShare = 0.3;

/** Timers and listeners count as leaked when at least one stays for every second request. */
const leakedPerRequest = 0.5;

const smallestAllocationShare = 0.1;
const mostAllocations = 3;

interface Blame {
  readonly kind: Culprit['kind'];
  readonly frame: SourceFrame;
  readonly summary: string;
  readonly share: number;
  readonly certainty: Certainty;
  readonly stack: readonly SourceFrame[];
  readonly retainedBy: readonly string[];
}

function toCulprit({ frame, stack, ...rest }: Blame, { codeFrames }: EvidenceRecord): Culprit {
  const call = frame.isOwn ? undefined : stack.find(({ isOwn }) => isOwn);
  return {
    ...rest,
    resource: null,
    file: frame.file,
    line: frame.line,
    column: frame.column,
    functionName: frame.functionName,
    package: frame.package,
    isOwn: frame.isOwn,
    calledFrom: call === undefined ? null : placeText(call),
    stack: formatStack(stack),
    codeFrame: codeFrames[placeText(frame)] ?? null,
    details: [],
  };
}

const shareOf = (bytesPerRequest: number, { unit, perRequest }: Finding): number =>
  unit === 'bytes' && perRequest.estimate > 0 ? Math.min(1, bytesPerRequest / perRequest.estimate) : 1;

/** The callers of the function that keeps, from a stack that was seen allocating in it. */
function stackThrough({ file, functionName }: SourceFrame, allocations: EvidenceRecord['allocations']) {
  const isSame = (frame: SourceFrame): boolean => frame.file === file && frame.functionName === functionName;
  const found = allocations.find(({ stack }) => stack.some(isSame));
  return found?.stack.slice(found.stack.findIndex(isSame) + 1) ?? [];
}

/** For a place in a package: the frames of own code on a stack that was seen allocating in this package. */
function stackInto({ package: owner }: SourceFrame, allocations: EvidenceRecord['allocations']) {
  const found = allocations.find(({ stack }) => stack.some((frame) => frame.package === owner));
  return found?.stack.filter(({ isOwn }) => isOwn) ?? [];
}

function callersOf(frame: SourceFrame, allocations: EvidenceRecord['allocations']): readonly SourceFrame[] {
  const through = stackThrough(frame, allocations);
  const hasCaller = frame.isOwn || through.some(({ isOwn }) => isOwn);
  return hasCaller ? through : stackInto(frame, allocations);
}

function keptCulprits(growth: GrowthEvidence, finding: Finding, evidence: EvidenceRecord): readonly Culprit[] {
  const { className, countPerRequest, keptAt, retainers, retainedBytesPerRequest } = growth;
  const share = shareOf(retainedBytesPerRequest, finding);
  return (
    keptAt
      // A small share in a package is normal: packages keep records of what they serve.
      .filter(({ isOwn }) => isOwn || share >= explainingShare)
      .map((frame, index) => ({
        kind: 'retained-by' as const,
        frame,
        summary: describeKeeping(className, countPerRequest, retainers),
        share,
        certainty: index === 0 && share >= explainingShare ? ('likely' as const) : ('possible' as const),
        stack: [frame, ...callersOf(frame, evidence.allocations)],
        retainedBy: formatRetainers(retainers, countPerRequest),
      }))
      .map((blame) => toCulprit(blame, evidence))
  );
}

/** A line puts in what grew when it was hit once per kept object. The two counts may differ by this share. */
const hitTolerance = 0.2;

/**
 * The culprits for lines that were seen to put in what grew: the line's owner, or the caller that has it keep what it
 * was given.
 */
function writtenCulprits(growth: GrowthEvidence, finding: Finding, evidence: EvidenceRecord): readonly Culprit[] {
  const { className, countPerRequest, retainers, retainedBytesPerRequest, writtenBy = [] } = growth;
  const share = shareOf(retainedBytesPerRequest, finding);
  return writtenBy.flatMap(({ stack, hitsPerRequest }) => {
    const [line] = stack;
    const owning = owningFrame(stack, false);
    if (line === undefined || owning === null || (!line.isOwn && share < explainingShare)) return [];
    const isAsOften = Math.abs(hitsPerRequest - countPerRequest) <= hitTolerance * countPerRequest;
    const isCertain = isAsOften && owning.isProven && owning.isPlain && share >= 0.9;
    const certainty = isCertain ? 'certain' : share >= explainingShare ? 'likely' : 'possible';
    const keeping = describeKeeping(className, countPerRequest, retainers);
    const blame = {
      kind: 'retained-by' as const,
      share,
      stack,
      retainedBy: formatRetainers(retainers, countPerRequest),
    };
    const accuse = (frame: SourceFrame, sure: Certainty): Culprit => {
      const summary =
        frame.isOwn && !line.isOwn ? `has ${line.package ?? 'a package'} keep it: it ${keeping}` : keeping;
      return toCulprit({ ...blame, frame, summary, certainty: sure }, evidence);
    };
    const others = owning.other === null || owning.isProven ? [] : [accuse(owning.other, 'possible')];
    const isOfOwner = owning.frame.package === line.package && owning.frame.isOwn === line.isOwn;
    return [accuse(isOfOwner ? line : owning.frame, certainty), ...others];
  });
}

function createdCulprits(growth: GrowthEvidence, finding: Finding, evidence: EvidenceRecord): readonly Culprit[] {
  const { className, countPerRequest, createdAt, retainers, retainedBytesPerRequest } = growth;
  if (createdAt === null) return [];
  const blame: Blame = {
    kind: 'allocated-at',
    frame: createdAt,
    summary: describeCreation(className, countPerRequest),
    share: shareOf(retainedBytesPerRequest, finding),
    certainty: 'possible',
    stack: [createdAt],
    retainedBy: formatRetainers(retainers, countPerRequest),
  };
  return [toCulprit(blame, evidence)];
}

interface AllocationPlace {
  readonly owning: OwningFrame;
  readonly site: AllocationEvidence<SourceFrame>;
}

function allocationCulprit(
  { owning, site: { stack, survivingBytes } }: AllocationPlace,
  total: number,
  evidence: EvidenceRecord,
): readonly Culprit[] {
  const share = total === 0 ? 0 : survivingBytes / total;
  if (share < smallestAllocationShare) return [];
  const summary = describeAllocation(share);
  const accuse = (frame: SourceFrame, certainty: Certainty): Culprit =>
    toCulprit({ kind: 'allocated-at', frame, summary, share, certainty, stack, retainedBy: [] }, evidence);
  const other = owning.other === null || owning.isProven ? [] : [accuse(owning.other, 'possible')];
  return [accuse(owning.frame, share >= 0.5 ? 'likely' : 'possible'), ...other];
}

/** Groups allocation sites that lead to the same line. */
function allocationCulprits(evidence: EvidenceRecord): readonly Culprit[] {
  const byPlace = new Map<string, AllocationPlace>();
  for (const site of evidence.allocations) {
    const owning = owningFrame(site.stack, false);
    if (owning === null) continue;
    const key = placeKey(owning.frame);
    const known = byPlace.get(key)?.site.survivingBytes ?? 0;
    byPlace.set(key, { owning, site: { ...site, survivingBytes: site.survivingBytes + known } });
  }
  const total = evidence.allocations.reduce((sum, { survivingBytes }) => sum + survivingBytes, 0);
  const places = [...byPlace.values()].toSorted((a, b) => b.site.survivingBytes - a.site.survivingBytes);
  return places.slice(0, mostAllocations).flatMap((place) => allocationCulprit(place, total, evidence));
}

/** Timers and listeners that hold what their functions captured. Their chains of retainers begin in Node.js. */
function holdingOrigins(finding: Finding, evidence: EvidenceRecord): readonly Culprit[] {
  const isHolding = ({ kind, alive }: EvidenceRecord['origins'][number]): boolean =>
    (kind === 'listener' || kind === 'timeout' || kind === 'interval') && alive >= leakedPerRequest * evidence.requests;
  return culpritsOf(evidence.origins.filter(isHolding), finding, evidence);
}

const isListening = ({ retainers }: GrowthEvidence): boolean => endsInListener(retainers);

/** Native memory is freed by closing the object that stands for it, so the line that makes this object comes first. */
const isNative = ({ metric }: Finding): boolean => metric === 'rssBytes' || metric === 'externalBytes';

function growthCulprits(growths: readonly GrowthEvidence[], finding: Finding, evidence: EvidenceRecord) {
  const kept = growths.flatMap((growth) => [
    ...writtenCulprits(growth, finding, evidence),
    ...keptCulprits(growth, finding, evidence),
  ]);
  const created = growths.flatMap((growth) => createdCulprits(growth, finding, evidence));
  return isNative(finding) ? [...created, ...kept] : [...kept, ...created];
}

/**
 * Kept objects are the JavaScript sides of native objects when there are as many of one as of the other. The two counts
 * may differ by this share.
 */
const nativeTolerance = 0.1;

/**
 * The makers of the native objects that the leading growth consists of. Empty when the growth consists of something
 * else.
 */
function nativeOrigins(
  leading: GrowthEvidence | undefined,
  finding: Finding,
  evidence: EvidenceRecord,
): readonly Culprit[] {
  const natives = evidence.origins.filter(({ kind }) => kind === 'native-handle');
  const alive = natives.reduce((sum, origin) => sum + origin.alive, 0);
  const kept = (leading?.countPerRequest ?? 0) * evidence.requests;
  return kept > 0 && Math.abs(alive - kept) <= nativeTolerance * kept ? culpritsOf(natives, finding, evidence) : [];
}

/**
 * The culprits of a finding in bytes: the collection that grows, the timer or listener that holds, the site that
 * allocates.
 */
export function heapCulprits(finding: Finding, evidence: EvidenceRecord): readonly Culprit[] {
  const { growths } = evidence;
  const [leading] = growths;
  const origins = holdingOrigins(finding, evidence);
  const held = growthCulprits(growths, finding, evidence);
  const allocated = allocationCulprits(evidence);
  const isExplained = leading !== undefined && shareOf(leading.retainedBytesPerRequest, finding) >= explainingShare;
  if (isExplained && !isListening(leading)) {
    return [...nativeOrigins(leading, finding, evidence), ...held, ...origins, ...allocated];
  }
  return [...origins, ...held, ...allocated];
}
