import type { RetainerLink } from '../../../model/evidence.js';
import { byRelevance, type HeldGrowth } from '../../held-growth.js';
import { isPackageFile } from '../source/owning-package.js';
import { type GrownHolder, grownHolders } from './grown-holders.js';
import type { HeapGraph } from './heap-graph.js';
import { longLivedContexts, scriptOf } from './heap-modules.js';
import { type HoldingTree, holdingTree } from './holding-tree.js';
import { readLastObjectId } from './last-object-id.js';
import { parseSnapshot } from './parse-snapshot.js';

/** Files of three snapshots of one process. Each was taken after a collection, with the same load in between. */
export type SnapshotFiles = readonly [first: string, second: string, third: string];

const mostGrowths = 5;

/** Number of holders whose chains are looked for. Many small ones may have one cause (a list for each user). */
const mostHolders = 400;

const shownClass = (graph: HeapGraph, node: number): string => {
  const type = graph.type(node);
  if (type === 'closure') return `function ${graph.name(node)}`.trimEnd();
  return /string$/.test(type) ? 'string' : graph.name(node);
};

/** The place where a closure was written. All other places that a snapshot knows are constructors. */
function placeOf(graph: HeapGraph, node: number): RetainerLink['place'] {
  if (graph.type(node) !== 'closure') return null;
  const file = scriptOf(graph, node);
  const location = graph.location(node);
  return file === null || location === null ? null : { file, line: location.line, column: location.column };
}

/**
 * The objects that keep this one alive, as far as each has a single keeper. Used when no variable of the target's own
 * holds it.
 */
function dominatorChain(graph: HeapGraph, node: number): readonly RetainerLink[] {
  const links: RetainerLink[] = [];
  for (let current = node; graph.dominator(current) !== current; current = graph.dominator(current)) {
    if (graph.type(current) !== 'array')
      links.unshift({ edge: '', className: shownClass(graph, current), place: null });
  }
  return links.slice(-8);
}

/**
 * The links inside a new collection, such as the list of a new user. The holder got a whole collection, but what grows
 * is its contents.
 */
const contentsOf = (graph: HeapGraph, node: number): readonly RetainerLink[] =>
  /^(?:Array|Map|Set)$/.test(graph.name(node)) ? [{ edge: '[n]', className: 'value', place: null }] : [];

/**
 * The chain of the newest member. It goes through the holder, even if something else holds the member by a shorter
 * chain.
 */
function chainOf(graph: HeapGraph, tree: HoldingTree, grown: GrownHolder): readonly RetainerLink[] | null {
  const { holder, newest, shape } = grown;
  const memberPath = tree.path(newest);
  if (shape === 'chain' && memberPath !== null) return [...memberPath, ...contentsOf(graph, newest)];
  const last = memberPath?.at(-1) ?? { edge: '[n]', className: shownClass(graph, newest) };
  const member = { ...last, place: placeOf(graph, newest) };
  const holderPath = tree.path(holder);
  if (holderPath !== null) return [...holderPath, member];
  // No object holds a variable of a module.
  return memberPath === null ? null : [...memberPath.slice(0, -1), member];
}

function heldBy(chain: readonly RetainerLink[] | null): HeldGrowth['heldBy'] {
  if (chain === null) return 'engine';
  return isPackageFile(chain[0]?.place?.file ?? '') ? 'package' : 'own';
}

function toHeldGrowth(graph: HeapGraph, tree: HoldingTree, grown: GrownHolder): HeldGrowth {
  const chain = chainOf(graph, tree, grown);
  const { addedCount, addedBytes, holder, newest } = grown;
  const retainers = chain ?? [...dominatorChain(graph, holder), ...dominatorChain(graph, newest).slice(-1)];
  return {
    className: shownClass(graph, newest),
    addedCount,
    addedBytes,
    retainers,
    heldBy: heldBy(chain),
    holderIds: [graph.id(holder)],
  };
}

const chainText = ({ retainers }: HeldGrowth): string =>
  retainers.map(({ edge, className, place }) => `${edge}\u0000${className}\u0000${place?.file}`).join('\u0001');

/** Merges growths with the same chain of names into one: the lists of all users are one growth. */
function mergeAlike(growths: readonly HeldGrowth[]): readonly HeldGrowth[] {
  const merged = new Map<string, HeldGrowth>();
  for (const growth of growths) {
    const key = chainText(growth);
    const known = merged.get(key) ?? { ...growth, addedCount: 0, addedBytes: 0, holderIds: [] };
    const addedCount = known.addedCount + growth.addedCount;
    const holderIds = [...known.holderIds, ...growth.holderIds];
    merged.set(key, { ...known, addedCount, addedBytes: known.addedBytes + growth.addedBytes, holderIds });
  }
  return [...merged.values()];
}

/** What grew in both windows of a graph, with the chains that hold it. */
function heldGrowths(graph: HeapGraph, first: number, second: number): readonly HeldGrowth[] {
  const isOld = (node: number): boolean => graph.id(node) <= first;
  const tree = holdingTree(graph, longLivedContexts(graph, isOld));
  const grown = grownHolders(graph, { first, second }).slice(0, mostHolders);
  const growths = mergeAlike(grown.map((holder) => toHeldGrowth(graph, tree, holder)));
  return byRelevance(growths).slice(0, mostGrowths);
}

/** Finds what grew in three snapshots. Reads the last one in full, and of the others only the highest object id. */
export async function analyzeSnapshots([first, second, third]: SnapshotFiles): Promise<readonly HeldGrowth[]> {
  const marks = [await readLastObjectId(first), await readLastObjectId(second)] as const;
  return heldGrowths(await parseSnapshot(third), ...marks);
}
