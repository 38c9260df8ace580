import type { AnyNode } from 'acorn';
import { full } from 'acorn-walk';
import type { RawFrame, RetainerLink } from '../../../model/evidence.js';
import type { WrittenBy } from '../../../model/follow.js';
import { installedFolder } from '../source/owning-package.js';
import type { Script, ScriptLibrary } from '../source/script.js';
import { containsPlace, type FunctionRange, functionAt } from '../source/syntax/functions.js';
import { type GrowthTarget, growthTarget, waiting } from './growth-target.js';
import { toFrame } from './to-frame.js';
import { type Write, waitsOf, writesOf } from './writes.js';

const mostPlaces = 3;

interface Candidate {
  readonly script: Script;
  readonly write: Write;
  readonly within: FunctionRange | null;
  readonly functions: readonly FunctionRange[];
}

const matches = ({ how, argument }: Write, { hows, event }: GrowthTarget): boolean =>
  hows.includes(how) && (event === null || argument === null || argument === event);

/** Whether the code names this variable or property anywhere. */
function mentions(node: AnyNode, name: string): boolean {
  let isFound = false;
  full(node, (inner) => {
    if ((inner.type === 'Identifier' || inner.type === 'PrivateIdentifier') && inner.name === name) isFound = true;
    if (inner.type === 'MemberExpression' && !inner.computed && 'name' in inner.property) {
      isFound ||= inner.property.name === name;
    }
  });
  return isFound;
}

/**
 * Whether a write is to the target. A list that a map holds for each key has no name of its own. It is written to in a
 * function that mentions the map.
 */
function isNear({ write, within }: Candidate, target: GrowthTarget): boolean {
  if (!target.isIndirect) return write.target === target.name;
  return write.target !== target.name && within !== null && mentions(within.node, target.name);
}

function candidatesIn(script: Script, target: GrowthTarget, isWanted = isNear): readonly Candidate[] {
  const program = script.program();
  if (program === null) return [];
  const functions = script.functions();
  const writes = target.hows === waiting ? waitsOf(program) : writesOf(program);
  return writes
    .filter((write) => matches(write, target))
    .map((write) => {
      const start = write.node.loc?.start;
      const within = start ? functionAt(functions, start.line, start.column + 1) : null;
      return { script, write, within, functions };
    })
    .filter((candidate) => isWanted(candidate, target));
}

/** Code that runs once, when the module is loaded, does not grow with each request. */
const runsPerRequest = ({ within }: Candidate): boolean => within !== null;

/** Whether one of the functions that were seen allocating is this one, or lies around it or inside it. */
function wasSeen({ script, within }: Candidate, seen: readonly RawFrame[], scripts: ScriptLibrary): boolean {
  return seen.some(
    ({ file, line, column }) =>
      within !== null && scripts.script(file) === script && containsPlace(within.node, line, column),
  );
}

function rank(candidate: Candidate, target: GrowthTarget, seen: readonly RawFrame[], scripts: ScriptLibrary): number {
  const order = target.hows.indexOf(candidate.write.how) / target.hows.length;
  return order + (wasSeen(candidate, seen, scripts) ? 0 : 1) + (runsPerRequest(candidate) ? 0 : 2);
}

const packageOf = (file: string): string | null => installedFolder(file)?.folder ?? null;

function scriptsSeen(
  retainers: readonly RetainerLink[],
  seen: readonly RawFrame[],
  scripts: ScriptLibrary,
): readonly Script[] {
  const files = [...retainers.flatMap(({ place }) => place?.file ?? []), ...seen.map(({ file }) => file)];
  return [...new Set(files.map((file) => scripts.script(file)).filter((script) => script !== null))];
}

function scriptsToSearch(
  retainers: readonly RetainerLink[],
  seen: readonly RawFrame[],
  scripts: ScriptLibrary,
): readonly Script[] {
  const { isPackageFile } = scripts.ownCode;
  const found = scriptsSeen(retainers, seen, scripts);
  const root = found.find(({ file }) => isPackageFile(file)) ?? null;
  // A package itself has put in what its own variable holds.
  if (root !== null && root === found[0]) return found.filter(({ file }) => packageOf(file) === packageOf(root.file));
  return found.filter(({ file }) => !isPackageFile(file));
}

/**
 * Finds the writes to a target. When none is found for a collection without a name, the writes to the collection around
 * it count.
 */
function findCandidates(searched: readonly Script[], target: GrowthTarget): readonly Candidate[] {
  const found = searched.flatMap((script) => candidatesIn(script, target));
  if (found.length > 0 || !target.isIndirect) return found;
  const outer: GrowthTarget = { ...target, isIndirect: false, hows: [...target.hows, 'set', 'add', 'push', '[]='] };
  return searched.flatMap((script) => candidatesIn(script, outer));
}

/**
 * The lines that put new members into what a chain of retainers holds, as frames of the code that runs. The profiler
 * knows functions and the snapshot knows variables. The line that connects the two has to be found in the code.
 *
 * @param seen frames of functions that were seen allocating what survived.
 */
export function keptAt(
  retainers: readonly RetainerLink[],
  seen: readonly RawFrame[],
  scripts: ScriptLibrary,
): readonly RawFrame[] {
  const target = growthTarget(retainers);
  if (target === null || target.hows === waiting) return [];
  const candidates = findCandidates(scriptsToSearch(retainers, seen, scripts), target);
  return ranked(candidates, target, seen, scripts)
    .slice(0, mostPlaces)
    .map(({ script, write, functions }) => toFrame(script.file, write.node, functions));
}

function ranked(
  candidates: readonly Candidate[],
  target: GrowthTarget,
  seen: readonly RawFrame[],
  scripts: ScriptLibrary,
): readonly Candidate[] {
  return candidates
    .map((candidate) => ({ candidate, order: rank(candidate, target, seen, scripts) }))
    .toSorted((a, b) => a.order - b.order)
    .map(({ candidate }) => candidate);
}

/** A line that may write what grew, and how to find out whether it does. */
export interface WritePlace {
  readonly frame: RawFrame;
  readonly written: WrittenBy;
}

/** Whether an expression consists of names and members only. Nothing is called when it is evaluated again. */
function isReadable(node: AnyNode): boolean {
  if (node.type === 'Identifier' || node.type === 'ThisExpression' || node.type === 'Literal') return true;
  if (node.type === 'ConditionalExpression') return [node.test, node.consequent, node.alternate].every(isReadable);
  if (node.type === 'LogicalExpression') return isReadable(node.left) && isReadable(node.right);
  if (node.type === 'ParenthesizedExpression') return isReadable(node.expression);
  if (node.type !== 'MemberExpression') return false;
  return isReadable(node.object) && (!node.computed || isReadable(node.property));
}

/**
 * For an array, the elements that can be evaluated again; for anything else, the whole expression. Null when nothing
 * can be evaluated again.
 */
function readablePart(object: AnyNode, textOf: (node: AnyNode) => string): string | null {
  if (object.type !== 'ArrayExpression') return isReadable(object) ? textOf(object) : null;
  const parts = object.elements.filter((element) => element !== null && isReadable(element)) as AnyNode[];
  return parts.length === 0 ? null : `[${parts.map(textOf).join(', ')}]`;
}

function writtenBy({ script, write: { object } }: Candidate, isListener: boolean): WrittenBy {
  // An emitter keeps a listener in a table of its own, and a variable is not an object.
  if (object === null || isListener) return { by: 'reaching' };
  const expression = readablePart(object, script.textOf);
  return expression === null ? { by: 'growth' } : { by: 'object', expression };
}

const isWithObject = ({ write }: Candidate, target: GrowthTarget): boolean =>
  write.object !== null && target.event === null;

const mostWatched = 40;

/**
 * Every line, in packages too, that may put new members into what a chain holds. Watching these lines shows which of
 * them do.
 *
 * @param seen frames of functions that were seen allocating what survived.
 */
export function writePlaces(
  retainers: readonly RetainerLink[],
  seen: readonly RawFrame[],
  scripts: ScriptLibrary,
): readonly WritePlace[] {
  const target = growthTarget(retainers);
  if (target === null) return [];
  const searched = scriptsSeen(retainers, seen, scripts);
  const named = findCandidates(searched, target);
  // A line may write to what grew by another name. When it is reached, the object itself tells.
  const others = searched.flatMap((script) =>
    candidatesIn(script, { ...target, hows: target.hows.slice(0, 4) }, isWithObject),
  );
  const candidates = [
    ...named,
    ...others.filter(({ write }) => named.every((one) => one.write.node !== write.node)),
  ].filter(runsPerRequest);
  const places = ranked(candidates, target, seen, scripts).map((place) => ({
    frame: toFrame(place.script.file, place.write.node, place.functions),
    written: writtenBy(place, target.event !== null),
  }));
  // Waits are kept only if they can be told apart by the promise that they wait for.
  return places.filter(({ written }) => written.by === 'object' || target.hows !== waiting).slice(0, mostWatched);
}
