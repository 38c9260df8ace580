import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { agentPreloadPath } from '../../platform/package-paths.js';
import { isPackageFile } from '../source/owning-package.js';
import type { HeapGraph } from './heap-graph.js';

/** The variables at the top level of one of the target's modules, its packages' included. */
export interface HeapModule {
  /** Absolute path or `file:` URL. */
  readonly file: string;
  /** Node of the context that holds the variables. */
  readonly context: number;
}

/** A variable that holds an object: a captured one, or one that a module exports. */
export interface ModuleVariable {
  readonly file: string;
  readonly name: string;
  readonly node: number;
}

const agentFolder = path.dirname(agentPreloadPath);

/** A file on disk that is not of Leakline's own agent. */
function isModuleFile(name: string): boolean {
  const file = name.startsWith('file:') ? fileURLToPath(name) : name;
  return path.isAbsolute(file) && !file.startsWith(agentFolder);
}

function edgeTo(graph: HeapGraph, node: number, wanted: string): number | null {
  let found: number | null = null;
  graph.forEachEdge(node, (edge) => {
    if (found === null && edge.name() === wanted) found = edge.to;
  });
  return found;
}

/** The file that a closure was written in; null for built-ins. */
export function scriptOf(graph: HeapGraph, closure: number): string | null {
  const shared = edgeTo(graph, closure, 'shared');
  const script = shared === null ? null : edgeTo(graph, shared, 'script_or_debug_info');
  return script === null ? null : graph.name(script) || null;
}

/** The context at the top level of a module: the one whose outer context belongs to the engine. */
function moduleContext(graph: HeapGraph, context: number): number | null {
  let current = context;
  for (let depth = 0; depth < 32; depth++) {
    const previous = edgeTo(graph, current, 'previous');
    if (previous === null) return null;
    if (graph.name(previous) !== 'system / Context') return current;
    current = previous;
  }
  return null;
}

/** Every module that has a closure alive, the target's own before those of packages. */
export function heapModules(graph: HeapGraph): readonly HeapModule[] {
  const files = new Map<number, string>();
  for (let node = 0; node < graph.nodeCount; node++) {
    if (graph.type(node) !== 'closure') continue;
    const file = scriptOf(graph, node);
    if (file === null || !isModuleFile(file)) continue;
    const context = edgeTo(graph, node, 'context');
    const top = context === null ? null : moduleContext(graph, context);
    if (top !== null) files.set(top, file);
  }
  const modules = [...files].map(([context, file]) => ({ file, context }));
  return modules.toSorted((a, b) => Number(isPackageFile(a.file)) - Number(isPackageFile(b.file)));
}

/** An ES module keeps what it exports in a table of its own: each name is followed by the cell of its value. */
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

function capturedVariables(graph: HeapGraph, { file, context }: HeapModule): readonly ModuleVariable[] {
  const found: ModuleVariable[] = [];
  graph.forEachEdge(context, (edge) => {
    if (edge.type() === 'context') found.push({ file, name: edge.name(), node: edge.to });
  });
  return found;
}

/** What modules hold by name. */
export function moduleVariables(graph: HeapGraph, modules: readonly HeapModule[]): readonly ModuleVariable[] {
  return modules.flatMap((module) => [...capturedVariables(graph, module), ...exportedVariables(graph, module)]);
}
