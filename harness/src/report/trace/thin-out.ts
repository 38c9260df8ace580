/** A chart cannot show more points than this apart. They would only take time, and space in the file. */
const mostDrawnPoints = 2_000;

/**
 * Indexes of at most about `limit` values that draw the same picture as all of them. These are the first and the last
 * value, and between them the lowest and the highest of each bucket in their order, so that no peak is lost. Values
 * that were not read (null) are skipped.
 */
export function thinOut(values: readonly (number | null)[], limit = mostDrawnPoints): readonly number[] {
  const read: number[] = [];
  for (let index = 0; index < values.length; index++) if (values[index] !== null) read.push(index);
  const [first, last] = [read[0], read.at(-1)];
  if (read.length <= limit || first === undefined || last === undefined) return read;
  const bucketCount = Math.max(1, Math.floor((limit - 2) / 2));
  const kept = [first];
  for (let bucket = 0; bucket < bucketCount; bucket++) {
    const from = 1 + Math.floor((bucket * (read.length - 2)) / bucketCount);
    const to = 1 + Math.floor(((bucket + 1) * (read.length - 2)) / bucketCount);
    kept.push(...extremesOf(values, read, from, to));
  }
  kept.push(last);
  return kept;
}

function extremesOf(
  values: readonly (number | null)[],
  read: readonly number[],
  from: number,
  to: number,
): readonly number[] {
  let lowest = read[from] ?? 0;
  let highest = lowest;
  for (let position = from + 1; position < to; position++) {
    const index = read[position] ?? 0;
    const value = values[index] ?? 0;
    if (value < (values[lowest] ?? 0)) lowest = index;
    if (value > (values[highest] ?? 0)) highest = index;
  }
  return lowest === highest ? [lowest] : [Math.min(lowest, highest), Math.max(lowest, highest)];
}
