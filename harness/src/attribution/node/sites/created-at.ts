import type { AnyNode, Program } from 'acorn';
import { full } from 'acorn-walk';
import type { RawFrame, RetainerLink } from '../../../model/evidence.js';
import type { ScriptLibrary } from '../source/script.js';
import { lastName } from './called-name.js';
import { toFrame } from './to-frame.js';

/** Shorter words are the end of too many other names by chance. */
const shortestStem = 4;

/** For example `Histogram` for `createHistogram()`. */
const madeBy = (node: AnyNode): string | null =>
  node.type === 'CallExpression'
    ? (/^(?:create|make|open)([A-Z]\w*)$/.exec(lastName(node.callee) ?? '')?.[1] ?? null)
    : null;

/** The surest way first: `new Resolver()`, `createResolver()`, and `createHistogram()` for a RecordableHistogram. */
const waysToMake: readonly ((node: AnyNode, className: string) => boolean)[] = [
  (node, className) => node.type === 'NewExpression' && lastName(node.callee) === className,
  (node, className) => madeBy(node) === className,
  (node, className) => {
    const stem = madeBy(node);
    return stem !== null && stem.length >= shortestStem && className.endsWith(stem);
  },
];

function findMakers(program: Program, className: string): readonly AnyNode[] {
  for (const makes of waysToMake) {
    const found: AnyNode[] = [];
    full(program, (node) => {
      if (makes(node, className)) found.push(node);
    });
    if (found.length > 0) return found;
  }
  return [];
}

/**
 * The one place that creates objects of this class in the module that a chain begins with, as a frame of the code that
 * runs. Null when there is no such place or more than one.
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
  const [node, ...others] = findMakers(program, className);
  return node === undefined || others.length > 0 ? null : toFrame(script.file, node, script.functions());
}
