import { useEffect, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import { chartOptions, toPlotData } from './chart-options.js';
import type { ChartProps } from './chart-props.js';
import { describeMoment } from './describe-moment.js';
import { useColorScheme } from './use-color-scheme.js';

interface ChartCanvasProps extends ChartProps {
  /** What the picture shows, for those who cannot see it. */
  readonly label: string;
}

/** A uPlot chart that follows its container's width and the colour scheme. */
export function ChartCanvas(props: ChartCanvasProps) {
  const container = useRef<HTMLDivElement>(null);
  const [pointedAt, setPointedAt] = useState<number | null>(null);
  const scheme = useColorScheme();
  const { series, spans, range, axis, unit, colors, settled, syncKey, label } = props;
  // `scheme` is not read, but the colours come from CSS, which changes with it.
  useEffect(() => {
    const element = container.current;
    if (element === null) return;
    const chart = { series, spans, range, axis, unit, colors, settled, syncKey };
    return mountChart(element, chart, setPointedAt);
  }, [series, spans, range, axis, unit, colors, settled, syncKey, scheme]);
  return (
    <>
      <div class="plot" ref={container} role="img" aria-label={label} />
      <p class="readout muted" aria-hidden="true">
        {pointedAt === null ? ' ' : describeMoment(props, pointedAt)}
      </p>
    </>
  );
}

function mountChart(element: HTMLElement, chart: ChartProps, onPoint: (index: number | null) => void): () => void {
  const options = chartOptions(chart, element, onPoint);
  const plot = new uPlot(options, toPlotData(chart.series), element);
  const observer = new ResizeObserver(() => {
    if (element.clientWidth > 0) plot.setSize({ width: element.clientWidth, height: options.height });
  });
  observer.observe(element);
  return () => {
    observer.disconnect();
    plot.destroy();
  };
}
