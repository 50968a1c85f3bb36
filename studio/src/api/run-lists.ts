import { api } from './base';
import type { Page, Run } from './model';
import { runList, type RunFilter } from './runs';

const set = (parameters: object) => Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== ''));

const runListsApi = api.injectEndpoints({
  endpoints: build => ({
    /** The newest runs that match: one page, asked for again with every change. */
    newestRuns: build.query<Page<Run>, RunFilter & { limit: number }>({ query: filter => ({ url: '/api/runs', params: set(filter) }), providesTags: [runList] }),
    /** Runs page by page. Not asked for again by changes: a long list would be fetched anew each time. */
    pageRuns: build.infiniteQuery<Page<Run>, RunFilter, string | null>({
      infiniteQueryOptions: { initialPageParam: null, getNextPageParam: page => page.next ?? undefined },
      query: ({ queryArg, pageParam }) => ({ url: '/api/runs', params: set({ ...queryArg, cursor: pageParam, limit: 100 }) }),
      keepUnusedDataFor: 30,
    }),
  }),
});

export const { useNewestRunsQuery, usePageRunsInfiniteQuery } = runListsApi;
