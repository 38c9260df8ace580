import { formatBytes, formatCount } from '../../harness/src/report/format/number.js';
import { axes, createPlot, ticks } from './plot.js';
import type { Recordings } from './record-runs.js';
import { type Figure, rectangle, type Shape, text } from './svg.js';
import { heapWindows, type ShownWindow } from './windows.js';

const panels = [
  { run: 'warmUp', title: 'work done once per item', subtitle: 'is over: not a leak', look: 'clean' },
  { run: 'cache', title: 'a cache of 5,000 entries', subtitle: 'is full: not a leak', look: 'clean' },
  { run: 'leak', title: 'an array nobody empties', subtitle: 'goes on: a leak', look: 'leaking' },
] as const;

function panel(windows: readonly ShownWindow[], index: number): readonly Shape[] {
  const { title, subtitle, look } = panels[index] ?? panels[0];
  const panelLeft = 74 + index * 268;
  const highest = Math.max(...windows.map(({ bytesPerRequest }) => bytesPerRequest));
  const end = Math.max(...windows.map(({ from, requests }) => from + requests));
  const plot = createPlot(
    { left: panelLeft, top: 100, width: 196, height: 170 },
    { min: 0, max: end },
    { min: 0, max: highest * 1.15 },
  );
  const top = ({ bytesPerRequest }: ShownWindow): number => Math.min(plot.y(bytesPerRequest), plot.bottom - 1.5);
  const bars = windows.flatMap((window, place) => {
    const { from, requests, bytesPerRequest } = window;
    const left = plot.x(from) + 1;
    const right = plot.x(from + requests) - 1;
    const label = formatBytes(bytesPerRequest).replace('-', '−');
    return [
      rectangle({ x: left, y: top(window) }, right - left, plot.bottom - top(window), look),
      text({ x: place === 0 ? right : (left + right) / 2, y: top(window) - 6 }, label, {
        // The first bar is narrower than its label, which must not run into the next.
        anchor: place === 0 ? 'end' : 'middle',
        look: 'small bold',
      }),
    ];
  });
  return [
    text({ x: panelLeft - 50, y: 38 }, title, { look: 'head' }),
    text({ x: panelLeft - 50, y: 58 }, subtitle, { look: `${look} bold` }),
    text({ x: panelLeft - 50, y: 84 }, 'growth per request', { look: 'small muted' }),
    ...axes(
      plot,
      { ticks: ticks(plot.xRange, 4), format: formatCount, name: 'requests' },
      { ticks: ticks(plot.yRange, 4), format: formatBytes },
    ),
    ...bars,
  ];
}

/** Growth per request in three windows that double: what fades, what ends, what goes on. */
export function windowsFigure(recordings: Recordings): Figure {
  return {
    title: 'Growth per request in three windows, each twice as long as the one before',
    description:
      'Three panels of three bars, each bar wider than the one before. Work done once for each of 3,000 items: one tall bar, then nothing. A cache that fills: a tall bar, a lower one, then almost nothing. A leak: three bars of about the same height.',
    width: 840,
    height: 334,
    shapes: panels.flatMap(({ run }, index) => panel(heapWindows(recordings[run]), index)),
  };
}
