interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Rows in which no two stretches overlap; each stretch goes into the first row that is free when it begins. */
export function assignLanes<T extends Stretch>(stretches: readonly T[]): readonly (readonly T[])[] {
  const lanes: T[][] = [];
  for (const stretch of [...stretches].sort((a, b) => a.fromMs - b.fromMs)) {
    const free = lanes.find((lane) => (lane.at(-1)?.toMs ?? 0) <= stretch.fromMs);
    if (free === undefined) lanes.push([stretch]);
    else free.push(stretch);
  }
  return lanes;
}
