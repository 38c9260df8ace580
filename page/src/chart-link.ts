import type uPlot from 'uplot';
import type { AxisClock } from './chart/moments.js';

/** A chart among those of its target. */
export interface LinkedChart {
  /** To be called whenever this chart's cursor moved. */
  cursorMoved(): void;
  /** To be called whenever this chart's horizontal scale changed. */
  scaleChanged(): void;
  leave(): void;
}

interface Member {
  readonly plot: uPlot;
  readonly clock: () => AxisClock;
  /** The scale that it was told to take, so that its own event for it goes no further. */
  told: { readonly min: number; readonly max: number } | null;
}

const groups = new Map<string, Set<Member>>();
let isFollowing = false;

/** Charts with one key follow each other's cursor and zoom by time, whether their axis counts requests or seconds. */
export function linkChart(key: string, plot: uPlot, clock: () => AxisClock): LinkedChart {
  const member: Member = { plot, clock, told: null };
  const group = groups.get(key) ?? new Set();
  groups.set(key, group.add(member));
  const others = (): readonly Member[] => [...group].filter((each) => each !== member);
  return {
    cursorMoved: () => {
      if (isFollowing) return;
      const left = plot.cursor.left ?? -1;
      const atMs = left < 0 ? null : clock().toMs(plot.posToVal(left, 'x'));
      isFollowing = true;
      for (const other of others()) pointAt(other, atMs);
      isFollowing = false;
    },
    scaleChanged: () => {
      const { min, max } = plot.scales.x ?? {};
      if (min == null || max == null || isTold(member, min, max)) return;
      member.told = { min, max };
      const [fromMs, toMs] = [clock().toMs(min), clock().toMs(max)];
      for (const other of others()) zoomTo(other, fromMs, toMs);
    },
    leave: () => void group.delete(member),
  };
}

function pointAt({ plot, clock }: Member, atMs: number | null): void {
  const left = atMs === null ? -10 : plot.valToPos(clock().toX(atMs), 'x');
  plot.setCursor({ left, top: atMs === null ? -10 : 0 });
}

function zoomTo(member: Member, fromMs: number, toMs: number): void {
  const [min, max] = [member.clock().toX(fromMs), member.clock().toX(toMs)];
  // While a target settles no request is sent: such a stretch has no width on an axis of requests.
  if (!(max > min)) return;
  member.told = { min, max };
  member.plot.setScale('x', { min, max });
}

/** uPlot rounds scales that it is told. */
function isTold({ told }: Member, min: number, max: number): boolean {
  if (told === null) return false;
  const slack = (told.max - told.min) / 1_000;
  return Math.abs(told.min - min) <= slack && Math.abs(told.max - max) <= slack;
}
