import { api, type Problem } from './base';
import type { Definition, ForkPreview, Item, Json, Page, Run, RunStatus, Step } from './model';

export type RunFilter = { workflowId?: string | undefined; status?: string | undefined; label?: string | undefined; text?: string | undefined; since?: string | undefined; before?: string | undefined; parentId?: string | undefined; mode?: string | undefined };
export type RunAction = 'cancel' | 'pause' | 'resume' | 'retry';
export type TestRun = { id: string; input?: Json; trigger?: string; draft?: Definition; from?: string; until?: string; pins?: Record<string, Json>; breakpoints?: string[] };
type Decision = { id: string; step: number; decision: 'done' | 'again' | 'fail'; item?: number; call?: number; output?: Json };
type StepPage = { steps: Step[]; next: number; status: RunStatus };

const set = (parameters: object) => Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== ''));
export const runList = { type: 'Run' as const, id: 'LIST' };
const changed = (id: string) => [{ type: 'Run' as const, id }, { type: 'Step' as const, id }, runList];

/** Items shown of each port; a step can be asked for more on its own. */
const SHOWN = 20;

const runsApi = api.injectEndpoints({
  endpoints: build => ({
    listRuns: build.infiniteQuery<Page<Run>, RunFilter, string | null>({
      infiniteQueryOptions: { initialPageParam: null, getNextPageParam: page => page.next ?? undefined },
      query: ({ queryArg, pageParam }) => ({ url: '/api/runs', params: set({ ...queryArg, cursor: pageParam, limit: 50 }) }),
      providesTags: [runList],
    }),
    getRun: build.query<Run, string>({ query: id => `/api/runs/${id}`, providesTags: (_, __, id) => [{ type: 'Run', id }] }),
    /** All steps of a run; asked again it fetches only what has changed since. */
    listSteps: build.query<StepPage, string>({
      async queryFn(id, { getState }, _, fetch): Promise<{ data: StepPage } | { error: Problem }> {
        const known = knownSteps(getState(), id);
        const steps = new Map(known?.steps.map(step => [step.id, step]));
        let next = known?.next ?? 0;
        for (;;) {
          const answer = await fetch({ url: `/api/runs/${id}/steps`, params: { after: next, items: SHOWN } });
          if (answer.error) return { error: answer.error as Problem };
          const page = answer.data as StepPage;
          page.steps.forEach(step => steps.set(step.id, step));
          if (page.steps.length === 0 || page.next === next) return { data: { steps: [...steps.values()].sort((a, b) => a.id - b.id), next: page.next, status: page.status } };
          next = page.next;
        }
      },
      providesTags: (_, __, id) => [{ type: 'Step', id }],
    }),
    /** One step with more of its items. */
    getNodeSteps: build.query<Step[], { id: string; node: string; items: number }>({
      query: ({ id, node, items }) => ({ url: `/api/runs/${id}/steps`, params: { node, items } }), transformResponse: (page: StepPage) => page.steps, providesTags: (_, __, { id }) => [{ type: 'Step', id }],
    }),
    startRun: build.mutation<Run, { id: string; input?: Json; trigger?: string; label?: string }>({ query: ({ id, ...body }) => ({ url: `/api/workflows/${id}/runs`, method: 'POST', body }), invalidatesTags: [runList] }),
    startTestRun: build.mutation<Run, TestRun>({ query: ({ id, ...body }) => ({ url: `/api/workflows/${id}/test-runs`, method: 'POST', body }), invalidatesTags: [runList] }),
    changeRun: build.mutation<{ id: string; status: RunStatus }, { id: string; action: RunAction }>({ query: ({ id, action }) => ({ url: `/api/runs/${id}/${action}`, method: 'POST' }), invalidatesTags: (_, __, { id }) => [...changed(id), 'Statistics'] }),
    decide: build.mutation<{ id: string; status: RunStatus }, Decision>({ query: ({ id, ...body }) => ({ url: `/api/runs/${id}/decide`, method: 'POST', body }), invalidatesTags: (_, __, { id }) => changed(id) }),
    signal: build.mutation<{ id: string; status: RunStatus }, { id: string; name: string; payload?: Json }>({ query: ({ id, ...body }) => ({ url: `/api/runs/${id}/signal`, method: 'POST', body }), invalidatesTags: (_, __, { id }) => changed(id) }),
    forkRun: build.mutation<Run, { id: string; step: number; output?: Item[] | Json; definition?: Definition }>({ query: ({ id, ...body }) => ({ url: `/api/runs/${id}/fork`, method: 'POST', body }), invalidatesTags: [runList] }),
    previewFork: build.query<ForkPreview, { id: string; step: number; definition?: Definition }>({ query: ({ id, ...body }) => ({ url: `/api/runs/${id}/fork`, method: 'POST', body: { ...body, dryRun: true } }), keepUnusedDataFor: 0 }),
  }),
});

function knownSteps(state: unknown, id: string): StepPage | undefined {
  return runsApi.endpoints.listSteps.select(id)(state as never).data;
}

export const {
  useListRunsInfiniteQuery, useGetRunQuery, useListStepsQuery, useGetNodeStepsQuery, useStartRunMutation, useStartTestRunMutation, useChangeRunMutation, useDecideMutation, useSignalMutation,
  useForkRunMutation, usePreviewForkQuery,
} = runsApi;
export { runsApi };
