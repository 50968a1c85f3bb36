import { api } from './base';

export type RunBucket = { at: string; succeeded: number; failed: number; cancelled: number; p50?: number | null; p95?: number | null };
export type RunStatistics = { buckets: RunBucket[]; totals: { running: number; waiting: number; needsDecision: number; failed: number; queued?: number; paused?: number }; sampled?: boolean };

const statisticsApi = api.injectEndpoints({
  endpoints: build => ({
    /** How runs went over time. */
    getRunStatistics: build.query<RunStatistics, { since: string; bucket: 'minute' | 'hour' | 'day'; workflowId?: string }>({
      query: params => ({ url: '/api/runs/statistics', params }), providesTags: ['Statistics'],
    }),
  }),
});

export const { useGetRunStatisticsQuery } = statisticsApi;
