import type { Unit } from '../../harness/src/model/metrics/metric-definition.js';
import type { AlignedPoints } from './chart/align.js';
import type { BlockSpan, XAxis } from './chart/chart-series.js';
import type { FittedLine } from './chart/fitted-line.js';
import type { AxisClock } from './chart/moments.js';
import type { Range } from './chart/y-range.js';
import type { EndpointColors } from './endpoint-colors.js';

/** Everything that decides what one chart looks like. */
export interface ChartProps {
  readonly series: AlignedPoints;
  readonly spans: readonly BlockSpan[];
  readonly range: Range;
  readonly axis: XAxis;
  readonly unit: Unit;
  readonly colors: EndpointColors;
  readonly settled: readonly boolean[];
  readonly fit: FittedLine | null;
  readonly clock: AxisClock;
  /** Charts with the same key point at the same moment and show the same stretch of the run. */
  readonly linkKey: string;
  /** What more is known of a floor, for the readout. */
  readonly annotate: ((floorIndex: number) => string) | null;
}
