import type { PoolReading, SampleRecord } from '../../model/readings.js';
import type { PoolConnectionTrace, PoolSpan, PoolTrace } from '../../model/trace.js';

/** Nobody can read more rows. The gauges count all connections. */
const maxListed = 32;

interface Moment {
  readonly atMs: number;
  readonly reading: PoolReading;
}

/** The pools in these samples, with their gauges and connections over time. */
export function toPoolTraces(samples: readonly SampleRecord[]): readonly PoolTrace[] {
  const moments = new Map<string, Moment[]>();
  for (const { atMs, pools } of samples) {
    for (const reading of pools ?? []) {
      const key = `${reading.pid} ${reading.pool}`;
      const known = moments.get(key);
      if (known === undefined) moments.set(key, [{ atMs, reading }]);
      else known.push({ atMs, reading });
    }
  }
  return [...moments.values()].flatMap((each) => toPoolTrace(each) ?? []);
}

function toPoolTrace(moments: readonly Moment[]): PoolTrace | null {
  const [first, last] = [moments[0], moments.at(-1)];
  if (first === undefined || last === undefined) return null;
  const lives = toConnections(moments);
  const { pid, pool } = first.reading;
  return {
    pid,
    pool,
    max: last.reading.max,
    fromMs: first.atMs,
    toMs: last.atMs,
    gauges: toGauges(moments),
    connections: lives.slice(0, maxListed),
    unlisted: Math.max(0, lives.length - maxListed),
  };
}

const checkedOut = ({ total, idle }: PoolReading): number => total - idle;

/** The points of the gauges where one changes, and the last point. Between two points the values stay the same. */
function toGauges(moments: readonly Moment[]): PoolTrace['gauges'] {
  const kept = moments.filter(({ reading }, index) => {
    const before = moments[index - 1]?.reading;
    return (
      before === undefined ||
      index === moments.length - 1 ||
      before.total !== reading.total ||
      before.idle !== reading.idle ||
      before.waiting !== reading.waiting
    );
  });
  return {
    atMs: kept.map(({ atMs }) => atMs),
    total: kept.map(({ reading }) => reading.total),
    checkedOut: kept.map(({ reading }) => checkedOut(reading)),
    waiting: kept.map(({ reading }) => reading.waiting),
  };
}

/** The connections of a pool. What one reading saw counts until the next reading. */
function toConnections(moments: readonly Moment[]): readonly PoolConnectionTrace[] {
  const lives = new Map<number, PoolSpan[]>();
  moments.forEach(({ atMs, reading: { backends } }, index) => {
    const untilMs = moments[index + 1]?.atMs ?? atMs;
    for (const pid of backends?.checkedOut ?? []) extend(lives, pid, atMs, untilMs, true);
    for (const pid of backends?.idle ?? []) extend(lives, pid, atMs, untilMs, false);
  });
  return [...lives].map(([backendPid, spans]) => ({ backendPid, spans }));
}

function extend(
  lives: Map<number, PoolSpan[]>,
  backendPid: number,
  fromMs: number,
  toMs: number,
  isCheckedOut: boolean,
): void {
  const spans = lives.get(backendPid) ?? [];
  const last = spans.at(-1);
  const goesOn = last !== undefined && last.toMs === fromMs && last.isCheckedOut === isCheckedOut;
  if (goesOn) spans.splice(-1, 1, { ...last, toMs });
  else spans.push({ fromMs, toMs, isCheckedOut });
  lives.set(backendPid, spans);
}
