import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

export type Series = { name: string; /** A token such as "succeeded". */ colour: string; values: (number | null)[]; fill?: boolean; dash?: boolean };

type SeriesChartProps = { label: string; /** Seconds since 1970. */ times: number[]; series: Series[]; format: (value: number) => string; most?: number; height?: number };

const token = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** Values over time. For those who do not see the picture its label tells the last values. */
export function SeriesChart({ label, times, series, format, most, height = 160 }: SeriesChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    let chart: UPlot | undefined;
    const draw = () => {
      chart?.destroy();
      const [ink, line] = [token('n10'), token('n5')];
      const font = '11px "Inter Variable", sans-serif';
      chart = new UPlot({
        width: Math.max(120, element.clientWidth), height, padding: [8, 8, 0, 0], legend: { live: true }, cursor: { y: false, points: { size: 6 } },
        scales: { y: { range: (_, __, top) => [0, most ?? Math.max(1, (top || 0) * 1.15)] } },
        axes: [{ stroke: ink, font, grid: { show: false }, ticks: { stroke: line, width: 1, size: 4 } }, { stroke: ink, font, size: 62, grid: { stroke: line, width: 1 }, ticks: { show: false }, values: (_, marks) => marks.map(mark => format(mark)) }],
        series: [{}, ...series.map(one => ({ label: one.name, stroke: token(one.colour), width: 1.5, spanGaps: true, points: { show: times.length < 40, size: 5 }, value: (_: UPlot, value: number | null) => (value === null ? '–' : format(value)), ...(one.fill ? { fill: `${token(one.colour)}22` } : {}), ...(one.dash ? { dash: [4, 3] } : {}) }))],
      }, [times, ...series.map(one => one.values)], element);
    };
    draw();
    const size = new ResizeObserver(() => chart?.setSize({ width: Math.max(120, element.clientWidth), height }));
    size.observe(element);
    const theme = new MutationObserver(draw);
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => {
      size.disconnect();
      theme.disconnect();
      chart?.destroy();
    };
  }, [times, series, format, most, height]);
  const told = series.map(one => { const last = one.values.findLast(value => value !== null); return `${one.name}: ${last === undefined || last === null ? 'none' : format(last)}`; }).join(', ');
  return <div ref={frame} role="img" aria-label={`${label}. Last values: ${told}`} className="min-w-0 text-n11 [&_.u-legend]:!text-left [&_.u-legend]:!text-[12px] [&_.u-legend_th]:!font-normal [&_.u-marker]:!size-2.5 [&_.uplot]:!font-sans" style={{ minHeight: height + 28 }} />;
}
