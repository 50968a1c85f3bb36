import { useCallback, useEffect, useMemo } from 'react';
import type { RunFilter } from '@/api/runs';
import { useNewestRunsQuery, usePageRunsInfiniteQuery } from '@/api/run-lists';
import { hasGap, mergeRuns } from './run-filters';

const HEAD = 50;

/** All runs that match, newest first: the newest ones live, older ones page by page as somebody scrolls. */
export function useRunList(filter: RunFilter) {
  const head = useNewestRunsQuery(useMemo(() => ({ ...filter, limit: HEAD }), [filter]));
  const { data, error, isLoading, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } = usePageRunsInfiniteQuery(filter, { refetchOnMountOrArgChange: true });
  const pages = useMemo(() => data?.pages.flatMap(page => page.items) ?? [], [data]);
  const newest = head.currentData;
  const gap = hasGap(newest?.items ?? [], pages, !!newest?.next);
  useEffect(() => { if (gap) void refetch({ refetchCachedPages: false }); }, [gap, refetch]);
  const rows = useMemo(() => mergeRuns(newest?.items ?? [], pages), [newest, pages]);
  const fresh = useMemo(() => new Set(newest?.items.map(run => run.id)), [newest]);
  const more = useCallback(() => { if (!isFetchingNextPage) void fetchNextPage(); }, [isFetchingNextPage, fetchNextPage]);
  return { rows, fresh, more, hasMore: hasNextPage, isLoading: isLoading && !newest, error: error ?? head.error, again: () => { void refetch(); void head.refetch(); } };
}
