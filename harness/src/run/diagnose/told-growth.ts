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

const mostClasses = 3;

/** For a runtime that tells classes and no lines. */
function grownClasses(growths: readonly ToldGrowth[], requests: number): string {
  const told = growths
    .slice(0, mostClasses)
    .map(({ className, addedCount, addedBytes }) => `${className} (${addedCount} objects, ${addedBytes} bytes)`);
  return `After ${requests} requests there is more of ${told.join(', ')}. The runtime tells classes, and no lines.`;
}

/** The growth in heaps that their agents look at themselves. */
export const toldGrowth = (diagnosis: AgentDiagnosis): GrowthSeries => ({
  take: () => diagnosis.markHeap(),
  finish: async (limits, requests) => {
    const growths = merged(await diagnosis.growths());
    const nameless = growths.filter(({ made, retainers }) => made === null && retainers.length === 0);
    if (nameless.length > 0) limits.push(grownClasses(nameless, requests));
    return growths.map((growth) => toGrowth(growth, requests));
  },
  discard: async () => undefined,
});
