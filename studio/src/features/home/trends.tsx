import { useMemo, useState } from 'react';
import { codeOf, isProblem } from '@/api/base';
import { useGetRunStatisticsQuery } from '@/api/statistics';
import { count, duration } from '@/lib/format';
import { useAddress } from '@/lib/use-address';
import { Select } from '@/ui/field';
import { SeriesChart, type Series } from '@/ui/series-chart';
import { ranges, readRange, shownSeries, type Range } from './series';

const percent = (value: number) => `${Math.round(value)} %`;
const length = (value: number) => (value === 0 ? '0' : duration(value));

/** The statistics of a range that begins at a round time, so that the question stays the same while the page is open. */
export function useStatistics(range: Range) {
  const [opened] = useState(Date.now);
  const { length: span, step, bucket } = ranges[range];
  const since = Math.floor((opened - span) / step) * step;
  return { ...useGetRunStatisticsQuery({ since: new Date(since).toISOString(), bucket }), since, opened };
}

/** How well runs went, and how long they took, over time. A server without statistics shows nothing here. */
export function Trends() {
  const [address, change] = useAddress();
  const range = readRange(address.get('range'));
  const { data, error, since, opened } = useStatistics(range);
  const shown = useMemo(() => shownSeries(data?.buckets ?? [], since, opened, ranges[range].step), [data, since, opened, range]);
  const rate = useMemo<Series[]>(() => [{ name: 'Succeeded', colour: 'succeeded', values: shown.rate, fill: true }], [shown]);
  const took = useMemo<Series[]>(() => [{ name: 'Half took at most', colour: 'running', values: shown.p50 }, { name: '95 of 100 took at most', colour: 'waiting', values: shown.p95, dash: true }], [shown]);
  if (isProblem(error) && codeOf(error) === 'not-found') return null;
  return (
    <section aria-label="Over time" className="rounded-card border bg-n2 p-4">
      <header className="mb-3 flex flex-wrap items-center gap-3">
        <h2 className="text-strong font-semibold">Over time</h2>
        {data && <span className="text-n11">{count(shown.total)} runs{shown.total > 0 && `, ${percent((shown.succeeded / shown.total) * 100)} succeeded`}{data.sampled && ' (the newest are counted)'}</span>}
        <Select aria-label="Range" value={range} onChange={event => change({ range: event.target.value === '24h' ? undefined : event.target.value })} className="ml-auto w-40">{Object.entries(ranges).map(([key, { name }]) => <option key={key} value={key}>{name}</option>)}</Select>
      </header>
      {isProblem(error) && !data ? <p className="text-n10">{error.detail}</p> : data && shown.total === 0 ? <p className="py-8 text-center text-n10">No production run has ended in this time. Test runs do not count.</p> : (
        <div className="grid min-h-52 gap-4 lg:grid-cols-2">
          {data && <div className="min-w-0"><h3 className="text-meta text-n10">Success rate</h3><SeriesChart label="Success rate over time" times={shown.times} series={rate} format={percent} most={100} /></div>}
          {data && <div className="min-w-0"><h3 className="text-meta text-n10">Duration</h3><SeriesChart label="Duration over time" times={shown.times} series={took} format={length} /></div>}
        </div>
      )}
    </section>
  );
}
