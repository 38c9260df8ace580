import type { AnyNode } from 'acorn';
import { full } from 'acorn-walk';
import type { RawFrame, RetainerLink } from '../../model/evidence.js';
import type { ScriptLibrary } from '../source/script.js';
import { functionsOf } from '../source/syntax/functions.js';
import { lastName } from './called-name.js';
import { toFrame } from './to-frame.js';

/** Shorter names end too many others by chance. */
const shortestStem = 4;

/** `new Resolver()` makes a Resolver, and `createHistogram()` a RecordableHistogram. */
function makes(node: AnyNode, className: string): boolean {
  if (node.type === 'NewExpression') return lastName(node.callee) === className;
  if (node.type !== 'CallExpression') return false;
  const stem = /^(?:create|make|open|build)([A-Z]\w*)$/.exec(lastName(node.callee) ?? '')?.[1];
  return stem !== undefined && stem.length >= shortestStem && className.endsWith(stem);
}

/**
 * The one place in the module at the beginning of a chain that creates objects of this class, as a frame of the code
 * that runs; null when there is none, or more than one.
 */
export function createdAt(
  className: string,
  retainers: readonly RetainerLink[],
  scripts: ScriptLibrary,
): RawFrame | null {
  const file = retainers.find(({ place }) => place !== null)?.place?.file;
  const script = file === undefined ? null : scripts.script(file);
  const program = script?.program();
  if (!script || !program) return null;
  const found: AnyNode[] = [];
  full(program, (node) => {
    if (makes(node, className)) found.push(node);
  });
  const [node] = found;
  return node === undefined || found.length > 1 ? null : toFrame(script.file, node, functionsOf(program));
}
