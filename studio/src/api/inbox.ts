import { useNewestRunsQuery } from './run-lists';

const waiting = { status: 'needsDecision', limit: 100 };

/** Runs that wait for a person, the newest first. */
export const useInbox = () => useNewestRunsQuery(waiting);

/** How many runs wait for a person; `more` when there are more than that. */
export function useInboxCount(): { count: number; more: boolean } {
  const { data } = useInbox();
  return { count: data?.items.length ?? 0, more: !!data?.next };
}
