/** A number with at most two decimals, short enough for an attribute of a drawing. */
export const px = (value: number): string => String(Math.round(value * 100) / 100);

/** Round distances between ticks: 1, 2 or 5 times a power of ten, so that at most `ticks` fit. */
function tickStep(range: number, ticks: number): number {
  const rough = Math.max(range, Number.EPSILON) / ticks;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10;
  return step * power;
}

export function ticksUpTo(highest: number, ticks: number): readonly number[] {
  const step = tickStep(highest, ticks);
  return Array.from({ length: Math.floor(highest / step + 1e-9) + 1 }, (_, index) => index * step);
}
