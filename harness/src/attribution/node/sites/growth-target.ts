import type { RetainerLink } from '../../../model/evidence.js';
import { endsInListener, listenersEdge } from '../../retainers.js';

/** What the code has to write to so that a chain of retainers grows. */
export interface GrowthTarget {
  /** The variable or property that holds the collection, or that is replaced itself. */
  readonly name: string;
  /** The ways to write to it, the likeliest first. */
  readonly hows: readonly string[];
  /** True when the name belongs to something further out, and the collection itself has no name. */
  readonly isIndirect: boolean;
  /** The name of the event for listeners; null for all else. */
  readonly event: string | null;
}

const writesByClass: Readonly<Record<string, readonly string[]>> = {
  Array: ['push', 'unshift', 'splice', '[]='],
  Map: ['set'],
  WeakMap: ['set'],
  Set: ['add'],
  WeakSet: ['add'],
};

const listening = ['on', 'once', 'addListener', 'prependListener', 'addEventListener', 'prependOnceListener'];
const anyWrite = ['push', 'set', 'add', 'unshift', '[]=', 'splice', 'append', 'enqueue', 'put', 'register', '='];

/** The parser calls `#seen` `seen`. */
const nameOf = (edge: string): string => edge.replace(/^#/, '');

const isName = (edge: string): boolean => /^#?[\w$]+$/.test(edge) && !/^\d+$/.test(edge);

function listenerTarget(links: readonly RetainerLink[]): GrowthTarget | null {
  const events = links.findLastIndex(({ edge }) => edge === listenersEdge);
  if (!endsInListener(links)) return null;
  const emitter = links.slice(0, events).findLast(({ edge }) => isName(edge));
  const event = links[events + 1]?.edge ?? null;
  return emitter === undefined ? null : { name: nameOf(emitter.edge), hows: listening, isIndirect: false, event };
}

/** Ways to wait for a promise. The promise may have any name at the place where it is waited for. */
export const waiting = ['then', 'race', 'await'];

const isReaction = ({ className }: RetainerLink): boolean => className.includes('PromiseReaction');

/**
 * Reads from a chain what has to be searched for in the code. The last link is the newest object, and the link before
 * it holds it. A variable that is replaced by something longer each time (a string, the head of a linked list) is its
 * own holder.
 */
export function growthTarget(retainers: readonly RetainerLink[]): GrowthTarget | null {
  const links = retainers.filter(({ edge }) => edge !== 'module');
  const listener = listenerTarget(links);
  if (listener !== null) return listener;
  if (links.some(isReaction)) return { name: '', hows: waiting, isIndirect: false, event: null };
  const member = links.at(-1);
  if (member === undefined) return null;
  const holder = links.at(-2);
  if (isName(member.edge) && (holder === undefined || writesByClass[holder.className] === undefined)) {
    return { name: nameOf(member.edge), hows: ['=', ...anyWrite], isIndirect: false, event: null };
  }
  const hows = writesByClass[holder?.className ?? ''] ?? anyWrite;
  const named = links.slice(0, -1).findLast(({ edge }) => isName(edge));
  if (named === undefined) return null;
  return { name: nameOf(named.edge), hows, isIndirect: named !== holder, event: null };
}
