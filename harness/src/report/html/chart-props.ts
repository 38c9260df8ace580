import type { Unit } from '../../model/metrics.js';
import type { AlignedPoints } from '../chart/align.js';
import type { BlockSpan, XAxis } from '../chart/chart-series.js';
import type { Range } from '../chart/y-range.js';
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
  /** Charts with the same key share their cursor and zoom. */
  readonly syncKey: string;
}
