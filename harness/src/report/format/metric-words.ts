import { metricDefinition } from '../../model/metrics/catalogue.js';

/** What a metric counts, in words that follow a number: `1 fd`, `2 pg connections`, `7.3 KB heap`. */
export function metricWords(metric: string, amount: number): string {
  const words = metricDefinition(metric)?.words;
  if (words === undefined) return metric;
  return Math.abs(amount) <= 1 ? words.one : words.many;
}
