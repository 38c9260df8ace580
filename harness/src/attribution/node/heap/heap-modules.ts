import path from 'node:path';
import { agentPreloadPath } from '../../../platform/package-paths.js';
import { isPackageFile } from '../source/owning-package.js';
import { toPath } from '../source/to-path.js';
import type { HeapEdge, HeapGraph } from './heap-graph.js';

/** The variables at the top level of one module of the target or of its packages. */
export interface HeapModule {
  /** Absolute path or `file:` URL. */
  readonly file: string;
  /** Node of the context that holds the variables. */
  readonly context: number;
}

/** A variable that holds an object. It was captured by a closure or is exported by a module. */
export interface ModuleVariable {
  readonly file: string;
  readonly name: string;
  readonly node: number;
}

const agentFolder = path.dirname(agentPreloadPath);

/** Whether a name is a file on disk that is not part of Leakline's agent. */
export function isModuleFile(name: string): boolean {
  const file = toPath(name);
  return file !== null && !file.startsWith(agentFolder);
}

function edgeTo(graph: HeapGraph, node: number, ...wanted: readonly [string, ...string[]]): number | null {
  let found: number | null = null;
  graph.forEachEdge(node, (edge) => {
    if (found === null && wanted.includes(edge.name())) found = edge.to;
  });
  return found;
}

/** Edges that lead from what closures share to their script: the first in Node.js 20, the second from Node.js 22 on. */
const scriptEdges = ['script_or_debug_info', 'script'] as const;

/** The file that a closure was written in; null for built-ins. */
export function scriptOf(graph: HeapGraph, closure: number): string | null {
  const shared = edgeTo(graph, closure, 'shared');
  const script = shared === null ? null : edgeTo(graph, shared, ...scriptEdges);
  return script === null ? null : graph.name(script) || null;
}

/**
 * A context and those around it, from the inside out, up to the top level of its module. That is the context whose
 * outer context belongs to the engine.
 */
function contextsAround(graph: HeapGraph, context: number): readonly number[] {
  const around: number[] = [];
  let current: number | null = context;
  while (current !== null && around.length < 32) {
    around.push(current);
    const previous = edgeTo(graph, current, 'previous');
    if (previous !== null && graph.name(previous) !== 'system / Context') return around;
    current = previous;
  }
  return [];
}

/** Contexts whose variables live longer than a request. */
export interface LongLivedContexts {
  /** The top level of every module that has a closure alive, the target's own modules first. */
  readonly modules: readonly HeapModule[];
  /**
   * Functions inside modules that ran before the requests. Bundlers wrap a program, or each module, into a function.
   */
  readonly inner: readonly HeapModule[];
}

/**
 * Finds the contexts that hold variables for longer than a request.
 *
 * @param isOld whether a node existed before the requests.
 */
export function longLivedContexts(graph: HeapGraph, isOld: (node: number) => boolean): LongLivedContexts {
  const files = new Map<number, string>();
  const innerFiles = new Map<number, string>();
  for (let node = 0; node < graph.nodeCount; node++) {
    if (graph.type(node) !== 'closure') continue;
    const file = scriptOf(graph, node);
    if (file === null || !isModuleFile(file)) continue;
    const context = edgeTo(graph, node, 'context');
    const around = context === null ? [] : contextsAround(graph, context);
    const top = around.at(-1);
    if (top !== undefined) files.set(top, file);
    for (const inner of around.slice(0, -1)) if (isOld(inner)) innerFiles.set(inner, file);
  }
  return { modules: ownFirst(files), inner: ownFirst(innerFiles) };
}

function ownFirst(files: ReadonlyMap<number, string>): readonly HeapModule[] {
  const modules = [...files].map(([context, file]) => ({ file, context }));
  const installed = new Map(modules.map(({ file }) => [file, Number(isPackageFile(file))]));
  return modules.toSorted((a, b) => (installed.get(a.file) ?? 0) - (installed.get(b.file) ?? 0));
}

/**
 * The variables that an ES module exports. They are in a table in which each name is followed by the cell of its value.
 */
function exportedVariables(graph: HeapGraph, { file, context }: HeapModule): readonly ModuleVariable[] {
  const module = edgeTo(graph, context, 'extension');
  const table = module === null ? null : edgeTo(graph, module, '0');
  if (table === null) return [];
  const found: ModuleVariable[] = [];
  let name: string | null = null;
  graph.forEachEdge(table, ({ to }) => {
    if (graph.type(to) === 'string') name = graph.name(to);
    else if (name !== null && graph.name(to) === 'system / Cell') {
      const node = edgeTo(graph, to, 'value');
      if (node !== null) found.push({ file, name, node });
    }
  });
  return found;
}

/** `require` leads to every other module through its cache. */
const isLoader = (graph: HeapGraph, edge: HeapEdge): boolean =>
  edge.name() === 'require' && graph.type(edge.to) === 'closure';

function capturedVariables(graph: HeapGraph, { file, context }: HeapModule): readonly ModuleVariable[] {
  const found: ModuleVariable[] = [];
  graph.forEachEdge(context, (edge) => {
    if (edge.type() === 'context' && !isLoader(graph, edge)) found.push({ file, name: edge.name(), node: edge.to });
  });
  return found;
}

/** The variables of modules, with the objects that they hold. */
export function moduleVariables(graph: HeapGraph, modules: readonly HeapModule[]): readonly ModuleVariable[] {
  return modules.flatMap((module) => [...capturedVariables(graph, module), ...exportedVariables(graph, module)]);
}
