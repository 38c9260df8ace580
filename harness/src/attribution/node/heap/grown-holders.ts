import type { HeapGraph } from './heap-graph.js';

/** The highest object ids of the first and of the second snapshot. */
export interface Watermarks {
  readonly first: number;
  readonly second: number;
}

/** An object that existed before and holds more in each snapshot. */
export interface GrownHolder {
  readonly holder: number;
  /** One of the objects that were added since the second snapshot. */
  readonly newest: number;
  readonly addedCount: number;
  readonly addedBytes: number;
  /** `collection`: each new object is held directly. `chain`: one new object holds all that was added. */
  readonly shape: 'collection' | 'chain';
}

type BothWindows = readonly [early: number, late: number];

interface Tally {
  counts: BothWindows;
  bytes: BothWindows;
  /** The largest new member of the last window. It tells apart a map's keys and values. */
  widest: number;
  widestBytes: number;
}

const sum = ([early, late]: BothWindows): number => early + late;

const plus = ([early, late]: BothWindows, age: 1 | 2, amount: number): BothWindows =>
  age === 1 ? [early + amount, late] : [early, late + amount];

/**
 * What leaks grows by the same amount in both windows, up to this share. A table that doubled or a lazy set-up grew in
 * one window only.
 */
const steadyShare = 0.25;

const isSteady = ([early, late]: BothWindows): boolean =>
  early > 0 && late > 0 && Math.min(early, late) >= steadyShare * Math.max(early, late);

const engineTypes = new Set(['code', 'hidden', 'object shape', 'synthetic', 'native']);

/**
 * Whether an object existed at the first snapshot (0), was made before the second (1) or after it (2). Native objects
 * have even ids that do not tell their age, and count as old: what grows are their JavaScript sides.
 */
function ageOf(id: number, { first, second }: Watermarks): 0 | 1 | 2 {
  if (id % 2 === 0 || id <= first) return 0;
  return id <= second ? 1 : 2;
}

function createTallies() {
  const tallies = new Map<number, Tally>();
  return {
    tallies,
    add: (holder: number, node: number, age: 1 | 2, bytes: number): void => {
      const tally = tallies.get(holder) ?? { counts: [0, 0], bytes: [0, 0], widest: node, widestBytes: -1 };
      tally.counts = plus(tally.counts, age, 1);
      tally.bytes = plus(tally.bytes, age, bytes);
      if (age === 2 && bytes > tally.widestBytes) Object.assign(tally, { widest: node, widestBytes: bytes });
      tallies.set(holder, tally);
    },
  };
}

/** Visits what an object holds. The inner parts of arrays, maps and property tables count as the object itself. */
function forEachMember(graph: HeapGraph, holder: number, visit: (member: number) => void): void {
  graph.forEachEdge(holder, ({ to }) => {
    if (graph.type(to) === 'array') graph.forEachEdge(to, (inner) => visit(inner.to));
    else visit(to);
  });
}

/** Counts, for each old object, the new objects that it holds directly. Each of them belongs to one window. */
function tallyMembers(graph: HeapGraph, watermarks: Watermarks): ReadonlyMap<number, Tally> {
  const { tallies, add } = createTallies();
  const countedFor = new Int32Array(graph.nodeCount).fill(-1);
  for (let holder = 0; holder < graph.nodeCount; holder++) {
    const type = graph.type(holder);
    if (engineTypes.has(type) || type === 'array' || ageOf(graph.id(holder), watermarks) !== 0) continue;
    forEachMember(graph, holder, (member) => {
      const age = ageOf(graph.id(member), watermarks);
      if (age === 0 || countedFor[member] === holder || engineTypes.has(graph.type(member))) return;
      countedFor[member] = holder;
      add(holder, member, age, graph.retainedSize(member));
    });
  }
  return tallies;
}

interface Hanging {
  readonly owner: number;
  /** The new object by which the owner holds it. */
  readonly entry: number;
}

/** The nearest old object that keeps a new one alive, and the links between the two. */
function hangsFrom(graph: HeapGraph, node: number, watermarks: Watermarks): Hanging | null {
  let entry = node;
  let current = graph.dominator(node);
  while (ageOf(graph.id(current), watermarks) !== 0 || graph.type(current) === 'array') {
    const next = graph.dominator(current);
    if (next === current) return null;
    if (graph.type(current) !== 'array') entry = current;
    current = next;
  }
  return engineTypes.has(graph.type(current)) ? null : { owner: current, entry };
}

/**
 * Finds chains and strings, where one new object holds what was added in both windows. Members of a collection are not
 * found here, because each belongs to one window.
 */
function chains(graph: HeapGraph, watermarks: Watermarks): readonly GrownHolder[] {
  const { tallies, add } = createTallies();
  const owners = new Map<number, number>();
  for (let node = 0; node < graph.nodeCount; node++) {
    const age = ageOf(graph.id(node), watermarks);
    if (age === 0 || engineTypes.has(graph.type(node))) continue;
    const hanging = hangsFrom(graph, node, watermarks);
    if (hanging === null) continue;
    owners.set(hanging.entry, hanging.owner);
    add(hanging.entry, node, age, graph.selfSize(node));
  }
  return [...tallies].flatMap(([entry, tally]) => {
    const owner = owners.get(entry);
    if (owner === undefined || !isSteady(tally.bytes)) return [];
    const { counts, bytes } = tally;
    return [{ holder: owner, newest: entry, addedCount: sum(counts), addedBytes: sum(bytes), shape: 'chain' as const }];
  });
}

/** Counts the new members of the same class. So a map's values are counted and its keys are not. */
function countAlike(graph: HeapGraph, holder: number, widest: number, watermarks: Watermarks): number {
  const name = graph.name(widest);
  const type = graph.type(widest);
  const found = new Set<number>();
  forEachMember(graph, holder, (member) => {
    if (ageOf(graph.id(member), watermarks) === 0 || graph.type(member) !== type) return;
    if (/string$/.test(type) || graph.name(member) === name) found.add(member);
  });
  return found.size;
}

function collections(graph: HeapGraph, watermarks: Watermarks): readonly GrownHolder[] {
  return [...tallyMembers(graph, watermarks)].flatMap(([holder, { counts, bytes, widest }]) => {
    if (!isSteady(counts)) return [];
    const addedCount = countAlike(graph, holder, widest, watermarks);
    return [{ holder, newest: widest, addedCount, addedBytes: sum(bytes), shape: 'collection' as const }];
  });
}

/** Objects that held more in each of three snapshots, the most bytes first. */
export function grownHolders(graph: HeapGraph, watermarks: Watermarks): readonly GrownHolder[] {
  const found = [...collections(graph, watermarks), ...chains(graph, watermarks)];
  return found.toSorted((a, b) => b.addedBytes - a.addedBytes);
}
