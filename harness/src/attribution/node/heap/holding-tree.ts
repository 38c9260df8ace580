import type { RetainerLink } from '../../../model/evidence.js';
import type { HeapEdge, HeapGraph } from './heap-graph.js';
import { type HeapModule, isModuleFile, type LongLivedContexts, moduleVariables, scriptOf } from './heap-modules.js';

/**
 * How each object is held, seen from a set of starting points. There is one shortest chain for each object that is
 * reached.
 */
export interface HoldingTree {
  /** Links from the starting point to the object. Null when no starting point leads to it. */
  path(node: number): readonly RetainerLink[] | null;
}

/** Through these edges every object leads to every other. */
const engineEdges = new Set(['map', '__proto__', 'prototype', 'constructor', 'shared', 'feedback_cell', 'code']);
const engineTypes = new Set(['code', 'hidden', 'object shape', 'synthetic']);

/**
 * Whether a node is an inner part of an object that means nothing to a reader: the backing store of an array, a map or
 * properties.
 */
const isInnerPart = (graph: HeapGraph, node: number): boolean => graph.type(node) === 'array';

/**
 * Whether an edge leads from a key of a WeakMap to its value. The WeakMap's table leads there too, and shows whose
 * value it is.
 */
const isHeldByWeakKey = (graph: HeapGraph, edge: HeapEdge, from: number): boolean =>
  !isInnerPart(graph, from) && edge.name().includes('/ part of key');

/**
 * Whether an edge belongs to the loader of Node.js. The loader leads from each module to every other, which does not
 * mean that one holds the other.
 */
const isLoaderEdge = (graph: HeapGraph, edge: HeapEdge, from: number): boolean =>
  graph.name(from) === 'Module' && /^(?:parent|children|_cache)$/.test(edge.name());

/** Whether an edge links two timers in the list of their delay. Neither of them holds the other. */
const isTimerList = (edge: HeapEdge): boolean => /^_idle(?:Prev|Next)$/.test(edge.name());

/**
 * Whether an edge leads from an imported function of Node.js to what Node.js keeps beside it, such as the list of all
 * timers. The importer does not hold that.
 */
const isNodeState = (graph: HeapGraph, edge: HeapEdge, from: number): boolean =>
  edge.name() === 'context' && graph.type(from) === 'closure' && !isModuleFile(scriptOf(graph, from) ?? '');

/** The name of an edge. Positions become `[n]` or `[entry]`, because the number itself means nothing. */
function edgeLabel(graph: HeapGraph, edge: HeapEdge, from: number): string {
  if (edge.type() === 'element') return '[n]';
  if (isInnerPart(graph, from)) return '[entry]';
  return edge.name();
}

interface Growing {
  readonly parents: Int32Array;
  readonly labels: Map<number, string>;
}

function expand(graph: HeapGraph, queue: number[], { parents, labels }: Growing): void {
  for (let head = 0; head < queue.length; head++) {
    const from = queue[head] as number;
    graph.forEachEdge(from, (edge) => {
      const { to } = edge;
      if (isHeldByWeakKey(graph, edge, from) || isLoaderEdge(graph, edge, from) || isNodeState(graph, edge, from))
        return;
      if (isTimerList(edge)) return;
      if (parents[to] !== unreached || engineTypes.has(graph.type(to)) || engineEdges.has(edge.name())) return;
      parents[to] = from;
      labels.set(to, edgeLabel(graph, edge, from));
      queue.push(to);
    });
  }
}

const unreached = -1;
const start = -2;

function className(graph: HeapGraph, node: number): string {
  if (graph.type(node) === 'closure') return `function ${graph.name(node)}`.trimEnd();
  return /string$/.test(graph.type(node)) ? 'string' : graph.name(node);
}

/**
 * Finds the shortest chains from the named variables of modules, and from those of functions inside modules for what no
 * module holds.
 */
export function holdingTree(graph: HeapGraph, { modules, inner }: LongLivedContexts): HoldingTree {
  const growing: Growing = { parents: new Int32Array(graph.nodeCount).fill(unreached), labels: new Map() };
  const roots = new Map<number, { readonly file: string; readonly name: string }>();

  function growFrom(contexts: readonly HeapModule[]): void {
    const queue: number[] = [];
    for (const { node, file, name } of moduleVariables(graph, contexts)) {
      if (growing.parents[node] !== unreached || engineTypes.has(graph.type(node))) continue;
      growing.parents[node] = start;
      roots.set(node, { file, name });
      queue.push(node);
    }
    expand(graph, queue, growing);
  }

  // A module's context holds the variables a second time, and another module may import them. Neither counts as
  // holding.
  for (const { context } of modules) growing.parents[context] = start;
  growFrom(modules);
  const unheld = inner.filter(({ context }) => growing.parents[context] === unreached);
  for (const { context } of unheld) growing.parents[context] = start;
  growFrom(unheld);

  function link(node: number): RetainerLink | null {
    if (isInnerPart(graph, node)) return null;
    const root = roots.get(node);
    return { edge: root?.name ?? growing.labels.get(node) ?? '', className: className(graph, node), place: null };
  }

  return {
    path: (node) => {
      const links: RetainerLink[] = [];
      let current = node;
      while (growing.parents[current] !== unreached) {
        const own = link(current);
        if (own !== null) links.unshift(own);
        const root = roots.get(current);
        if (root !== undefined) return [moduleLink(root.file), ...links];
        current = growing.parents[current] as number;
        if (current === start) return null;
      }
      return null;
    },
  };
}

const moduleLink = (file: string): RetainerLink => ({
  edge: 'module',
  className: 'module',
  place: { file, line: 1, column: 1 },
});
