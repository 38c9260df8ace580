import type { RetainerLink } from '../../model/evidence.js';

/** What the code would have to write to for a chain of retainers to grow. */
export interface GrowthTarget {
  /** The variable or property that holds the collection, or that is itself replaced. */
  readonly name: string;
  /** How it is written to, the likeliest first. */
  readonly hows: readonly string[];
  /** The name belongs to something further out: the collection itself has none. */
  readonly isIndirect: boolean;
  /** For listeners: the event. */
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

/** `#seen` is `seen` to the parser. */
const nameOf = (edge: string): string => edge.replace(/^#/, '');

const isName = (edge: string): boolean => /^#?[\w$]+$/.test(edge) && !/^\d+$/.test(edge);

/** Whether what a chain holds is a listener, alone or in the list of its event; other chains only pass by one. */
export function endsInListener(links: readonly Pick<RetainerLink, 'edge'>[]): boolean {
  const events = links.findLastIndex(({ edge }) => edge === '_events');
  return events !== -1 && links.length - events <= 3;
}

function listenerTarget(links: readonly RetainerLink[]): GrowthTarget | null {
  const events = links.findLastIndex(({ edge }) => edge === '_events');
  if (!endsInListener(links)) return null;
  const emitter = links.slice(0, events).findLast(({ edge }) => isName(edge));
  const event = links[events + 1]?.edge ?? null;
  return emitter === undefined ? null : { name: nameOf(emitter.edge), hows: listening, isIndirect: false, event };
}

/** What waits for a promise: the promise may have any name where it is waited for. */
export const waiting = ['then', 'race', 'await'];

const isReaction = ({ className }: RetainerLink): boolean => className.includes('PromiseReaction');

/**
 * Reads from a chain what has to be searched for: the last link is the newest object, the one before it holds it. A
 * variable that is replaced by something longer each time (a string, the head of a linked list) is its own holder.
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
