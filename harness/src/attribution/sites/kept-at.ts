import type { RawFrame, RetainerLink } from '../../model/evidence.js';
import { installedFolder } from '../source/owning-package.js';
import type { Script, ScriptLibrary } from '../source/script.js';
import { containsPlace, type FunctionRange, functionAt } from '../source/syntax/functions.js';
import { type GrowthTarget, growthTarget } from './growth-target.js';
import { mentions } from './mentions.js';
import { toFrame } from './to-frame.js';
import { type Write, writesOf } from './writes.js';

/** More places than these name no culprit. */
const mostPlaces = 3;

interface Candidate {
  readonly script: Script;
  readonly write: Write;
  readonly within: FunctionRange | null;
  readonly functions: readonly FunctionRange[];
}

const matches = ({ how, argument }: Write, { hows, event }: GrowthTarget): boolean =>
  hows.includes(how) && (event === null || argument === null || argument === event);

/** A list that a map holds for each key has no name of its own: it is written to near where the map is spoken of. */
function isNear({ write, within }: Candidate, target: GrowthTarget): boolean {
  if (!target.isIndirect) return write.target === target.name;
  return write.target !== target.name && within !== null && mentions(within.node, target.name);
}

function candidatesIn(script: Script, target: GrowthTarget): readonly Candidate[] {
  const program = script.program();
  if (program === null) return [];
  const functions = script.functions();
  return writesOf(program)
    .filter((write) => matches(write, target))
    .map((write) => {
      const start = write.node.loc?.start;
      const within = start ? functionAt(functions, start.line, start.column + 1) : null;
      return { script, write, within, functions };
    })
    .filter((candidate) => isNear(candidate, target));
}

/** Code that runs once, when the module is loaded, does not grow anything with each request. */
const runsPerRequest = ({ within }: Candidate): boolean => within !== null;

/** Whether one of the functions that were seen allocating is this one, or lies around or inside it. */
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

function scriptsToSearch(
  retainers: readonly RetainerLink[],
  seen: readonly RawFrame[],
  scripts: ScriptLibrary,
): readonly Script[] {
  const { isPackageFile } = scripts.ownCode;
  const files = [...retainers.flatMap(({ place }) => place?.file ?? []), ...seen.map(({ file }) => file)];
  const found = [...new Set(files.map((file) => scripts.script(file)).filter((script) => script !== null))];
  const root = found.find(({ file }) => isPackageFile(file)) ?? null;
  // What a variable of a package holds, its own code has put there.
  if (root !== null && root === found[0]) return found.filter(({ file }) => packageOf(file) === packageOf(root.file));
  return found.filter(({ file }) => !isPackageFile(file));
}

/** An indirect holder without a place of its own is at least put where its outer collection is written to. */
function findCandidates(searched: readonly Script[], target: GrowthTarget): readonly Candidate[] {
  const found = searched.flatMap((script) => candidatesIn(script, target));
  if (found.length > 0 || !target.isIndirect) return found;
  const outer: GrowthTarget = { ...target, isIndirect: false, hows: [...target.hows, 'set', 'add', 'push', '[]='] };
  return searched.flatMap((script) => candidatesIn(script, outer));
}

/**
 * The lines that put new members into what a chain of retainers holds, as frames of the code that runs. The profiler
 * names functions and the snapshot variables; the line where the two meet has to be read from the code.
 *
 * @param seen frames of functions that were seen allocating what survived.
 */
export function keptAt(
  retainers: readonly RetainerLink[],
  seen: readonly RawFrame[],
  scripts: ScriptLibrary,
): readonly RawFrame[] {
  const target = growthTarget(retainers);
  if (target === null) return [];
  const candidates = findCandidates(scriptsToSearch(retainers, seen, scripts), target);
  return candidates
    .map((candidate) => ({ candidate, order: rank(candidate, target, seen, scripts) }))
    .toSorted((a, b) => a.order - b.order)
    .slice(0, mostPlaces)
    .map(({ candidate }) => toFrame(candidate.script.file, candidate.write.node, candidate.functions));
}
