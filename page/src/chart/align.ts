/** A line to draw: `x` never falls; a value that was not read is null. */
export interface Points {
  readonly x: readonly number[];
  readonly y: readonly (number | null)[];
}

/** One x axis with two lines on it; null where only the other line has a point. */
export interface AlignedPoints {
  readonly x: readonly number[];
  readonly floors: readonly (number | null)[];
  readonly samples: readonly (number | null)[];
  /** Index of the floor at each x, null for a sample. */
  readonly floorIndexes: readonly (number | null)[];
}

interface Moment {
  readonly x: number;
  readonly floor: number | null;
  readonly sample: number | null;
  readonly floorIndex: number | null;
}

/** Merges floors and samples in order of x. Several points may share an x: while a target settles, no request is sent. */
export function alignPoints(floors: Points, samples: Points): AlignedPoints {
  const moments: Moment[] = [
    ...samples.x.map((x, index) => ({ x, floor: null, sample: samples.y[index] ?? null, floorIndex: null })),
    ...floors.x.map((x, index) => ({ x, floor: floors.y[index] ?? null, sample: null, floorIndex: index })),
  ];
  moments.sort((a, b) => a.x - b.x);
  return {
    x: moments.map(({ x }) => x),
    floors: moments.map(({ floor }) => floor),
    samples: moments.map(({ sample }) => sample),
    floorIndexes: moments.map(({ floorIndex }) => floorIndex),
  };
}
