import { skipToken } from '@reduxjs/toolkit/query';
import { isProblem } from './base';
import { useGetWorkflowQuery, useListWorkflowsInfiniteQuery } from './workflows';

const all = {};

/** What a workflow is called: from the list where it is there, asked for alone where it is not. */
export function useWorkflowName(id: string | undefined): string {
  const { listed, known } = useListWorkflowsInfiniteQuery(all, {
    selectFromResult: ({ data, isLoading }) => ({ listed: !isLoading, known: data?.pages.flatMap(page => page.items).find(one => one.id === id)?.name }),
  });
  const { data, error } = useGetWorkflowQuery(listed && known === undefined && id ? id : skipToken);
  if (isProblem(error) && error.status === 404) return 'A deleted workflow';
  return known ?? data?.name ?? '…';
}
