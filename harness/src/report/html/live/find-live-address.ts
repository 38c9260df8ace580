/** Where the events of a run come from that this page is to follow; null for a report of a run that is over. */
export function findLiveAddress(page: Document): string | null {
  // Must be the same as in `report/live/live-page.ts`.
  return page.querySelector('meta[name="leakline-live"]')?.getAttribute('content') ?? null;
}
