import { api } from './base';
import type { Definition, Fault, ImportedWorkflow, Layout, Page, PublishedVersion, Version, VersionSummary, Workflow, WorkflowFile, WorkflowSummary } from './model';

export type WorkflowFilter = { search?: string | undefined; tag?: string | undefined; archived?: boolean | undefined; active?: boolean | undefined };
type Save = { id: string; revision: number; definition: Definition; layout: Layout; name?: string; description?: string | null; tags?: string[] };
type Change = { id: string; name?: string; description?: string; tags?: string[]; active?: boolean };

/** Query parameters without those that are not set. */
const set = (parameters: Record<string, string | number | boolean | undefined | null>) => Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== ''));

const workflowsApi = api.injectEndpoints({
  endpoints: build => ({
    listWorkflows: build.infiniteQuery<Page<WorkflowSummary>, WorkflowFilter, string | null>({
      infiniteQueryOptions: { initialPageParam: null, getNextPageParam: page => page.next ?? undefined },
      query: ({ queryArg, pageParam }) => ({ url: '/api/workflows', params: set({ ...queryArg, cursor: pageParam, limit: 100 }) }),
      providesTags: ['Workflow'],
    }),
    getWorkflow: build.query<Workflow, string>({ query: id => `/api/workflows/${id}`, providesTags: (_, __, id) => [{ type: 'Workflow', id }] }),
    createWorkflow: build.mutation<Workflow, { name: string; description?: string; tags?: string[]; definition?: Definition; layout?: Layout }>({
      query: body => ({ url: '/api/workflows', method: 'POST', body }), invalidatesTags: ['Workflow'],
    }),
    /** Saves the draft; refused with 412 "stale" when somebody else has saved since. */
    saveWorkflow: build.mutation<Workflow, Save>({
      query: ({ id, revision, ...body }) => ({ url: `/api/workflows/${id}`, method: 'PUT', body, headers: { 'If-Match': `"${revision}"` } }),
      async onQueryStarted({ id }, { dispatch, queryFulfilled }) {
        const saved = await queryFulfilled.catch(() => undefined);
        if (saved) dispatch(workflowsApi.util.upsertQueryData('getWorkflow', id, saved.data));
      },
    }),
    changeWorkflow: build.mutation<Workflow, Change>({ query: ({ id, ...body }) => ({ url: `/api/workflows/${id}`, method: 'PATCH', body }), invalidatesTags: ['Workflow'] }),
    deleteWorkflow: build.mutation<null, string>({ query: id => ({ url: `/api/workflows/${id}`, method: 'DELETE' }), invalidatesTags: ['Workflow'] }),
    archiveWorkflow: build.mutation<Workflow, { id: string; archived: boolean }>({
      query: ({ id, archived }) => ({ url: `/api/workflows/${id}/${archived ? 'archive' : 'unarchive'}`, method: 'POST' }), invalidatesTags: ['Workflow'],
    }),
    validateWorkflow: build.query<{ valid: boolean; faults: Fault[] }, { definition: Definition }>({ query: body => ({ url: '/api/workflows/validate', method: 'POST', body }), keepUnusedDataFor: 5 }),
    publishWorkflow: build.mutation<PublishedVersion, { id: string; note?: string; name?: string; activate?: boolean }>({
      query: ({ id, ...body }) => ({ url: `/api/workflows/${id}/publish`, method: 'POST', body }), invalidatesTags: (_, error) => (error ? [] : ['Workflow', 'Version']),
    }),
    listVersions: build.query<VersionSummary[], string>({ query: id => ({ url: `/api/workflows/${id}/versions`, params: { limit: 200 } }), transformResponse: (page: Page<VersionSummary>) => page.items, providesTags: ['Version'] }),
    getVersion: build.query<Version, { id: string; version: number }>({ query: ({ id, version }) => `/api/workflows/${id}/versions/${version}`, keepUnusedDataFor: 600 }),
    rollBackWorkflow: build.mutation<PublishedVersion, { id: string; version: number; note?: string }>({
      query: ({ id, ...body }) => ({ url: `/api/workflows/${id}/rollback`, method: 'POST', body }), invalidatesTags: ['Workflow', 'Version'],
    }),
    importWorkflow: build.mutation<ImportedWorkflow, { file: unknown; format?: 'n8n' | undefined; name?: string | undefined }>({
      query: ({ file, format, name }) => ({ url: '/api/workflows/import', method: 'POST', params: set({ format, name }), body: file }), invalidatesTags: ['Workflow'],
    }),
    exportWorkflow: build.query<WorkflowFile, { id: string; format?: 'n8n' | undefined; version?: number | undefined }>({
      query: ({ id, format, version }) => ({ url: `/api/workflows/${id}/export`, params: set({ format, version }) }), keepUnusedDataFor: 0,
    }),
  }),
});

export const {
  useListWorkflowsInfiniteQuery, useGetWorkflowQuery, useCreateWorkflowMutation, useSaveWorkflowMutation, useChangeWorkflowMutation, useDeleteWorkflowMutation, useArchiveWorkflowMutation,
  useValidateWorkflowQuery, useLazyValidateWorkflowQuery, usePublishWorkflowMutation, useListVersionsQuery, useGetVersionQuery, useRollBackWorkflowMutation, useImportWorkflowMutation, useLazyExportWorkflowQuery,
} = workflowsApi;
export { workflowsApi };
