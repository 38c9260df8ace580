import type { WrittenGrowth } from '../../attribution/raw-evidence.js';
import type { ToldGrowth } from '../../model/evidence.js';
import type { AgentDiagnosis } from '../../model/target.js';
import type { GrowthSeries } from './growth-series.js';

/** One growth of what several processes of one program told alike. */
function merged(growths: readonly ToldGrowth[]): readonly ToldGrowth[] {
  const byWay = new Map<string, ToldGrowth>();
  for (const growth of growths) {
    const key = JSON.stringify([growth.className, growth.retainers, growth.made]);
    const known = byWay.get(key);
    const addedCount = growth.addedCount + (known?.addedCount ?? 0);
    byWay.set(key, { ...growth, addedCount, addedBytes: growth.addedBytes + (known?.addedBytes ?? 0) });
  }
  return [...byWay.values()];
}

function toGrowth({ made, ...growth }: ToldGrowth, requests: number): WrittenGrowth {
  const hitsPerRequest = growth.addedCount / Math.max(1, requests);
  return { ...growth, holderIds: [], ...(made === null ? {} : { writtenBy: [{ stack: made, hitsPerRequest }] }) };
}

/** The growth in heaps that their agents look at themselves. */
export const toldGrowth = (diagnosis: AgentDiagnosis): GrowthSeries => ({
  take: () => diagnosis.markHeap(),
  finish: async (_limits, requests) => merged(await diagnosis.growths()).map((growth) => toGrowth(growth, requests)),
  discard: async () => undefined,
});
