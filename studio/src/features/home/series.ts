import type { RunBucket } from '@/api/statistics';

export type Range = '24h' | '7d' | '30d';
export const ranges: Record<Range, { name: string; bucket: 'hour' | 'day'; length: number; step: number }> = {
  '24h': { name: 'Last 24 hours', bucket: 'hour', length: 86_400_000, step: 3_600_000 },
  '7d': { name: 'Last 7 days', bucket: 'hour', length: 7 * 86_400_000, step: 3_600_000 },
  '30d': { name: 'Last 30 days', bucket: 'day', length: 30 * 86_400_000, step: 86_400_000 },
};

export const readRange = (text: string | null): Range => (text === '7d' || text === '30d' ? text : '24h');

type Shown = { times: number[]; rate: (number | null)[]; p50: (number | null)[]; p95: (number | null)[]; total: number; succeeded: number };

/** Buckets as a picture needs them: one for every time of the range; where nothing ran there is no value. */
export function shownSeries(buckets: readonly RunBucket[], since: number, until: number, step: number): Shown {
  const known = new Map(buckets.map(bucket => [Math.floor(Date.parse(bucket.at) / step), bucket]));
  const shown: Shown = { times: [], rate: [], p50: [], p95: [], total: 0, succeeded: 0 };
  for (let at = Math.floor(since / step); at * step <= until; at++) {
    const bucket = known.get(at);
    const runs = bucket ? bucket.succeeded + bucket.failed + bucket.cancelled : 0;
    const judged = bucket ? bucket.succeeded + bucket.failed : 0;
    shown.times.push((at * step) / 1_000);
    shown.rate.push(bucket && judged > 0 ? (bucket.succeeded / judged) * 100 : null);
    shown.p50.push(bucket?.p50 ?? null);
    shown.p95.push(bucket?.p95 ?? null);
    shown.total += runs;
    shown.succeeded += bucket?.succeeded ?? 0;
  }
  return shown;
}
