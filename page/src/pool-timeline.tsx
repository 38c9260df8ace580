import type { PoolSpan, PoolTrace, TargetTrace } from '../../harness/src/model/trace.js';
import { formatDuration } from '../../harness/src/report/format/duration.js';
import type { EndpointColors } from './endpoint-colors.js';

const width = 1_000;
const left = 64;
const stripHeight = 10;
const rowHeight = 12;
const gaugeHeight = 64;
const gap = 10;

interface PoolTimelineProps {
  readonly trace: TargetTrace;
  readonly pool: PoolTrace;
  readonly colors: EndpointColors;
  readonly label: string;
}

/** Which endpoint was driven, each connection below it, and the gauges at the bottom, on one axis of time. */
export function PoolTimeline({ trace, pool, colors, label }: PoolTimelineProps) {
  const { connections, fromMs, toMs } = pool;
  const toX = (atMs: number): number => left + ((atMs - fromMs) / Math.max(1, toMs - fromMs)) * (width - left);
  const rowsTop = stripHeight + gap;
  const gaugesTop = rowsTop + connections.length * rowHeight + gap;
  const bottom = gaugesTop + gaugeHeight;
  return (
    <div class="pool-scroll">
      <svg viewBox={`0 0 ${width} ${bottom + 20}`} role="img" aria-label={label}>
        <Blocks trace={trace} pool={pool} colors={colors} toX={toX} />
        {connections.map(({ backendPid, spans }, index) => {
          const y = rowsTop + index * rowHeight + rowHeight / 2;
          return (
            <g key={backendPid}>
              <text x={0} y={y + 4}>
                {backendPid}
              </text>
              <path class="pool-open" d={drawSpans(spans, toX, y)} />
              <path class="pool-busy" d={drawSpans(spans.filter(isLent), toX, y)} />
              <path
                class="pool-kept"
                d={drawSpans(
                  spans.filter((span) => isLent(span) && span.toMs === toMs),
                  toX,
                  y,
                )}
              />
            </g>
          );
        })}
        <Gauges gauges={pool.gauges} toX={toX} top={gaugesTop} />
        <text x={left} y={bottom + 15}>
          {formatDuration(fromMs)}
        </text>
        <text x={width} y={bottom + 15} text-anchor="end">
          {formatDuration(toMs)} into the run
        </text>
      </svg>
    </div>
  );
}

type ToX = (atMs: number) => number;

const isLent = ({ isCheckedOut }: PoolSpan): boolean => isCheckedOut;

const round = (value: number): number => Math.round(value * 10) / 10;

const drawSpans = (spans: readonly PoolSpan[], toX: ToX, y: number): string =>
  spans.map(({ fromMs, toMs }) => `M${round(toX(fromMs))} ${y}H${round(toX(toMs))}`).join('');

type BlocksProps = Pick<PoolTimelineProps, 'trace' | 'pool' | 'colors'> & { readonly toX: ToX };

/** A strip that says which endpoint was driven when. */
function Blocks({ trace: { blocks, floors }, pool, colors, toX }: BlocksProps) {
  return (
    <g>
      {blocks.map(({ endpoint, floorBefore, floorAfter }) => {
        const [from, to] = [floors.atMs[floorBefore] ?? 0, floors.atMs[floorAfter] ?? 0];
        const [start, end] = [Math.max(from, pool.fromMs), Math.min(to, pool.toMs)];
        if (endpoint === null || end <= start) return null;
        const x = round(toX(start));
        const color = `var(--endpoint-${colors.get(endpoint) ?? 0})`;
        return (
          <rect
            key={floorBefore}
            x={x}
            y={0}
            width={Math.max(1, round(toX(end)) - x - 0.5)}
            height={stripHeight}
            style={{ fill: color }}
          >
            <title>{endpoint}</title>
          </rect>
        );
      })}
    </g>
  );
}

interface GaugesProps {
  readonly gauges: PoolTrace['gauges'];
  readonly toX: ToX;
  readonly top: number;
}

function Gauges({ gauges, toX, top }: GaugesProps) {
  const { atMs, total, checkedOut, waiting } = gauges;
  const highest = Math.max(1, ...total, ...waiting);
  const bottom = top + gaugeHeight;
  const toY = (count: number): number => round(bottom - (count / highest) * (gaugeHeight - 6));
  const step = (values: readonly number[]): string =>
    values
      .map((value, index) => {
        const x = round(toX(atMs[index] ?? 0));
        return index === 0 ? `M${x} ${toY(value)}` : `H${x}V${toY(value)}`;
      })
      .join('');
  const [startX, endX] = [round(toX(atMs[0] ?? 0)), round(toX(atMs.at(-1) ?? 0))];
  return (
    <g>
      <text x={left - 6} y={toY(highest) + 4} text-anchor="end">
        {highest}
      </text>
      <text x={left - 6} y={bottom + 2} text-anchor="end">
        0
      </text>
      <path class="pool-zero" d={`M${startX} ${bottom}H${endX}`} />
      <path class="pool-area" d={`${step(checkedOut)}V${bottom}H${startX}Z`} />
      <path class="pool-total" d={step(total)} />
      <path class="pool-waiting" d={step(waiting)} />
    </g>
  );
}
