import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import { linkChart } from './chart-link.js';
import { chartHeights, chartOptions, toPlotData } from './chart-options.js';
import type { ChartProps } from './chart-props.js';
import { describeMoment } from './describe-moment.js';
import { useColorScheme } from './use-color-scheme.js';

interface ChartCanvasProps extends ChartProps {
  /** What the picture shows, for those who cannot see it. */
  readonly label: string;
}

/** A uPlot chart that follows its container's width, its data and the colour scheme. */
export function ChartCanvas(props: ChartCanvasProps) {
  const container = useRef<HTMLDivElement>(null);
  const latest = useRef<ChartProps>(props);
  latest.current = props;
  const plot = useRef<uPlot | null>(null);
  const zoom = useRef<Zoom | null>(null);
  const [pointedAt, setPointedAt] = useState<number | null>(null);
  const scheme = useColorScheme();
  const isNear = useNearness(container);
  const { series, spans, range, axis, unit, colors, fit, linkKey, label } = props;
  // Layout effects, because a printer waits for no frame.
  // `scheme` and `colors` are not read, but what they say comes from CSS, which changes with them.
  useLayoutEffect(() => {
    const element = container.current;
    if (element === null || !isNear) return;
    const mounted = mountChart(element, () => latest.current, setPointedAt);
    plot.current = mounted.plot;
    if (zoom.current !== null) mounted.plot.setScale('x', zoom.current);
    return () => {
      zoom.current = zoomOf(mounted.plot);
      mounted.remove();
    };
  }, [axis, unit, colors, linkKey, scheme, isNear]);
  // Newer data goes into the same chart, so that zoom and cursor stay.
  useLayoutEffect(() => {
    if (plot.current !== null) updateChart(plot.current, series);
  }, [series, spans, range, fit]);
  return (
    <>
      <div
        class="plot"
        ref={container}
        role="img"
        aria-label={label}
        style={{ minHeight: `${chartHeights[axis]}px` }}
      />
      <p class="readout muted" aria-hidden="true">
        {pointedAt === null ? ' ' : describeMoment(props, pointedAt)}
      </p>
    </>
  );
}

interface MountedChart {
  readonly plot: uPlot;
  remove(): void;
}

function mountChart(
  element: HTMLElement,
  current: () => ChartProps,
  onPoint: (index: number | null) => void,
): MountedChart {
  const options = chartOptions(current, element, {
    onCursor: (_plot, index) => {
      onPoint(index);
      link?.cursorMoved();
    },
    onScale: () => link?.scaleChanged(),
  });
  const plot = new uPlot(options, toPlotData(current().series), element);
  // Assigned when the first drawing is over: what a chart shows at first is no wish of the reader.
  let link: ReturnType<typeof linkChart> | undefined;
  queueMicrotask(() => {
    link = linkChart(current().linkKey, plot, () => current().clock);
  });
  const observer = new ResizeObserver(() => {
    if (element.clientWidth > 0) plot.setSize({ width: element.clientWidth, height: options.height });
  });
  observer.observe(element);
  return {
    plot,
    remove: () => {
      observer.disconnect();
      link?.leave();
      plot.destroy();
    },
  };
}

interface Zoom {
  readonly min: number;
  readonly max: number;
}

/** The stretch that a reader chose; null for a chart that shows everything. */
function zoomOf({ scales, data: [x] }: uPlot): Zoom | null {
  const { min, max } = scales.x ?? {};
  if (min == null || max == null || (min === x[0] && max === x[x.length - 1])) return null;
  return { min, max };
}

/** A chart that shows everything goes on doing so; one that was zoomed stays where it is. */
function updateChart(plot: uPlot, series: ChartProps['series']): void {
  const isZoomed = zoomOf(plot) !== null;
  plot.setData(toPlotData(series), !isZoomed);
  if (isZoomed) plot.redraw();
}

/** How far outside of the window something is drawn already, so that scrolling meets no empty place. */
const margin = '800px';

/** True once an element came near the window, or the page is printed: drawing a hundred charts takes a second. */
function useNearness(element: RefObject<Element | null>): boolean {
  const [isNear, setNear] = useState(false);
  useLayoutEffect(() => {
    const target = element.current;
    if (target === null || isNear) return;
    const draw = (): void => setNear(true);
    const observer = new IntersectionObserver((entries) => entries.some((each) => each.isIntersecting) && draw(), {
      rootMargin: margin,
    });
    observer.observe(target);
    addEventListener('beforeprint', draw);
    return () => {
      observer.disconnect();
      removeEventListener('beforeprint', draw);
    };
  }, [element, isNear]);
  return isNear;
}
