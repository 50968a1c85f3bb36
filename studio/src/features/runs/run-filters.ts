import type { Run, RunStatus } from '@/api/model';
import type { RunFilter } from '@/api/runs';

export const statuses: readonly RunStatus[] = ['queued', 'running', 'waiting', 'paused', 'needsDecision', 'succeeded', 'failed', 'cancelled'];
export const modes = ['production', 'manual', 'test'] as const;
export const ranges: Record<string, { name: string; milliseconds: number }> = {
  '1h': { name: 'Last hour', milliseconds: 3_600_000 }, '24h': { name: 'Last 24 hours', milliseconds: 86_400_000 },
  '7d': { name: 'Last 7 days', milliseconds: 7 * 86_400_000 }, '30d': { name: 'Last 30 days', milliseconds: 30 * 86_400_000 },
};

export type RunsState = { workflow: string; status: RunStatus[]; text: string; range: string; from: string; to: string; mode: string; parent: string };

const isTime = (text: string | null): text is string => !!text && !Number.isNaN(Date.parse(text));
const isId = (text: string | null): text is string => !!text && /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(text);

/** What the address asks for; what it says wrongly counts as not said. */
export function readRuns(search: URLSearchParams): RunsState {
  const [workflow, range, from, to, mode, parent] = ['workflow', 'range', 'from', 'to', 'mode', 'parent'].map(name => search.get(name)) as [string | null, string | null, string | null, string | null, string | null, string | null];
  return {
    workflow: isId(workflow) ? workflow : '', text: search.get('q') ?? '', parent: isId(parent) ? parent : '',
    status: (search.get('status') ?? '').split(',').filter((one): one is RunStatus => (statuses as readonly string[]).includes(one)),
    range: range === 'custom' || (range && Object.hasOwn(ranges, range)) ? range : '', from: isTime(from) ? from : '', to: isTime(to) ? to : '',
    mode: (modes as readonly string[]).includes(mode ?? '') ? (mode as string) : '',
  };
}

/** The question to the server. `now` is when the page was opened, so that the question does not change by itself. */
export function toRunFilter({ workflow, status, text, range, from, to, mode, parent }: RunsState, now: number): RunFilter {
  const span = ranges[range];
  return {
    ...(workflow ? { workflowId: workflow } : {}), ...(status.length > 0 ? { status: [...status].sort().join(',') } : {}), ...(text ? { text } : {}), ...(mode ? { mode } : {}), ...(parent ? { parentId: parent } : {}),
    ...(span ? { since: new Date(now - span.milliseconds).toISOString() } : {}),
    ...(range === 'custom' && from ? { since: new Date(from).toISOString() } : {}), ...(range === 'custom' && to ? { before: new Date(to).toISOString() } : {}),
  };
}

export const isFiltered = (state: RunsState): boolean => Object.keys(toRunFilter(state, 0)).length > 0;

export const isOver = (status: string): boolean => status === 'succeeded' || status === 'failed' || status === 'cancelled';
export const canRetry = (run: Run): boolean => run.status === 'failed';

/** Newer rows before older ones, each run once; of two the newer answer holds. */
export function mergeRuns(newest: readonly Run[], pages: readonly Run[]): Run[] {
  const known = new Set(newest.map(run => run.id));
  const last = newest.at(-1);
  // A run at the head that the pages do not know yet stands before them all; one that has left the head stays where it was.
  return last === undefined ? [...pages] : [...newest, ...pages.filter(run => !known.has(run.id))].sort((a, b) => (a.startedAt === b.startedAt ? b.id.localeCompare(a.id) : b.startedAt.localeCompare(a.startedAt)));
}

/** Whether runs may be missing between the newest ones and the pages: they have none in common, and the newest were not all. */
export const hasGap = (newest: readonly Run[], pages: readonly Run[], more: boolean): boolean => {
  if (!more || newest.length === 0 || pages.length === 0) return false;
  const known = new Set(pages.map(run => run.id));
  return !newest.some(run => known.has(run.id));
};
