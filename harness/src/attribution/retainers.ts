import type { RetainerLink } from '../model/evidence.js';

/** The link that leads from an emitter to the lists of its listeners. */
export const listenersEdge = '_events';

/**
 * Whether a chain holds a listener, alone or in the list of its event. A chain that only leads through a listener does
 * not count.
 */
export function endsInListener(links: readonly Pick<RetainerLink, 'edge'>[]): boolean {
  const events = links.findLastIndex(({ edge }) => edge === listenersEdge);
  return events !== -1 && links.length - events <= 3;
}
