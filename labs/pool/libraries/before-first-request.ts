import type { Picture } from '../take-picture.js';

/** What a pool had done before anybody asked it for a connection. */
export function describeBeforeFirstRequest({ title, timeline, serverCounts }: Omit<Picture, 'gauges'>): string {
  const firstMs = Math.min(...timeline.waits.map(({ fromMs }) => fromMs));
  const opened = timeline.connections.filter(({ spans }) => (spans[0]?.fromMs ?? firstMs) < firstMs).length;
  const onServer = serverCounts.filter(({ atMs }) => atMs < firstMs).at(-1)?.connections ?? 0;
  return `${title}: ${opened} opened, ${onServer} on the server then`;
}
