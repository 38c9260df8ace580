import type {
  AllocationEvidence,
  EvidenceRecord,
  GrowthEvidence,
  RawFrame,
  RecordedOrigin,
  RetainerLink,
  SourceFrame,
} from '../model/evidence.js';
import type { RuntimeKind } from '../model/runtimes/runtime-kind.js';
import type { CodeReader } from './code-reader.js';
import { ownerIndex } from './culprits/frames.js';
import { byRelevance } from './held-growth.js';
import { languages } from './languages.js';
import type { RawEvidence, WrittenGrowth } from './raw-evidence.js';

/** The process that the evidence is about. */
export interface RunProcess {
  readonly pid: number;
  readonly runtime: RuntimeKind;
  /** The main scripts of all processes of the target. */
  readonly mainScripts: readonly string[];
}

type ResolvedEvidence = Pick<EvidenceRecord, 'origins' | 'allocations' | 'growths' | 'codeFrames' | 'limits'>;

/** Further sites are too small to matter, and people read recordings too. */
const mostAllocations = 40;
const mostOrigins = 60;

const framesWithCode = 3;

interface Resolving {
  readonly reader: CodeReader;
  readonly codeFrames: Map<string, string>;
}

function rememberCode({ reader, codeFrames }: Resolving, frame: RawFrame): void {
  const code = reader.codeAround(frame);
  if (code !== null && !codeFrames.has(code.key)) codeFrames.set(code.key, code.text);
}

function remember(resolving: Resolving, stack: readonly RawFrame[]): void {
  const own = stack.filter(isOwnFrame(resolving)).slice(0, framesWithCode);
  for (const frame of own) rememberCode(resolving, frame);
}

function resolveStack(resolving: Resolving, stack: readonly RawFrame[]) {
  remember(resolving, stack);
  return stack.map(resolving.reader.resolve);
}

const isOwnFrame =
  ({ reader }: Resolving) =>
  (frame: RawFrame): boolean =>
    reader.resolve(frame).isOwn;

/**
 * Resolves the place of a link. The first line of a module maps to nothing in most builds, so a module's file is looked
 * up as a whole.
 */
function resolveLink({ reader }: Resolving, link: RetainerLink, kept: RawFrame | undefined): RetainerLink {
  if (link.place === null) return link;
  if (link.edge === 'module') {
    const file = kept?.file === link.place.file ? reader.resolve(kept).file : reader.sourceFile(link.place.file);
    return { ...link, place: { ...link.place, file } };
  }
  const { file, line, column } = reader.resolve({ ...link.place, functionName: null, isAsync: false });
  return { ...link, place: { file, line, column } };
}

/**
 * The heap is read without knowing which package is the author's own. This corrects it, and sorts the growths again.
 */
function ownFirst(growths: readonly WrittenGrowth[], reader: CodeReader): readonly WrittenGrowth[] {
  const isOwn = ({ heldBy, retainers }: WrittenGrowth): boolean =>
    heldBy === 'package' && !reader.isPackageFile(retainers[0]?.place?.file ?? '');
  return byRelevance(growths.map((growth) => (isOwn(growth) ? { ...growth, heldBy: 'own' } : growth)));
}

const mostWritings = 6;

function resolveWritings(resolving: Resolving, writings: NonNullable<WrittenGrowth['writtenBy']>) {
  return writings.slice(0, mostWritings).map(({ stack, hitsPerRequest }) => {
    const [line] = stack;
    if (line !== undefined) rememberCode(resolving, line);
    return { stack: withCalls(resolving, stack, resolveStack(resolving, stack)), hitsPerRequest };
  });
}

function resolveGrowth(resolving: Resolving, growth: WrittenGrowth, raw: RawEvidence, pid: number): GrowthEvidence {
  const { className, addedBytes, addedCount, retainers } = growth;
  const seen = raw.allocations.flatMap(({ stack }) => stack.filter(isOwnFrame(resolving)));
  const kept = resolving.reader.keptAt(retainers, seen);
  for (const place of kept) rememberCode(resolving, place);
  const created = resolving.reader.createdAt(className, retainers);
  return {
    pid,
    className,
    countPerRequest: addedCount / raw.requests,
    retainedBytesPerRequest: addedBytes / raw.requests,
    retainers: retainers.map((link) => resolveLink(resolving, link, kept[0])),
    keptAt: resolveStack(resolving, kept),
    ...(growth.writtenBy === undefined ? {} : { writtenBy: resolveWritings(resolving, growth.writtenBy) }),
    createdAt: created === null ? null : (resolveStack(resolving, [created])[0] ?? null),
  };
}

function resolveAllocation(
  resolving: Resolving,
  allocation: AllocationEvidence,
): EvidenceRecord['allocations'][number] {
  return { ...allocation, stack: withCalls(resolving, allocation.stack, resolveStack(resolving, allocation.stack)) };
}

/**
 * Notes which function is called at the frames that decide who is to blame: from own code inwards, until a call asks
 * for the thing.
 */
function withCalls(
  resolving: Resolving,
  raw: readonly RawFrame[],
  stack: readonly SourceFrame[],
): readonly SourceFrame[] {
  const known = [...stack];
  for (;;) {
    const owner = ownerIndex(known);
    const [frame, place] = [known[owner], raw[owner]];
    if (frame === undefined || place === undefined || frame.called !== undefined) return known;
    if (!frame.isOwn) rememberCode(resolving, place);
    known[owner] = { ...frame, called: resolving.reader.calledAt(place) };
  }
}

function resolveOrigin(resolving: Resolving, { seen: _, ...origin }: RawEvidence['origins'][number]): RecordedOrigin {
  return { ...origin, stack: withCalls(resolving, origin.stack, resolveStack(resolving, origin.stack)) };
}

/**
 * Translates evidence into places in the author's source, and adds the code around each place. The recorded evidence
 * can then be judged without the files.
 *
 * @param cwd folder that paths are shown relative to.
 */
export function resolveEvidence(
  raw: RawEvidence,
  { pid, runtime, mainScripts }: RunProcess,
  cwd: string,
): ResolvedEvidence {
  const reader = languages[runtime].openCode(raw, mainScripts, cwd);
  const resolving = { reader, codeFrames: new Map<string, string>() };
  // The first frame at a line decides at which column its code is marked, so the evidence with the surest column goes
  // first.
  const origins = raw.origins.slice(0, mostOrigins).map((origin) => resolveOrigin(resolving, origin));
  const growths = ownFirst(raw.growths, reader).map((growth) => resolveGrowth(resolving, growth, raw, pid));
  const allocations = raw.allocations.slice(0, mostAllocations).map((site) => resolveAllocation(resolving, site));
  return {
    origins,
    allocations,
    growths,
    codeFrames: Object.fromEntries(resolving.codeFrames),
    limits: reader.limits(),
  };
}
