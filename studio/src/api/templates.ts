import { api } from './base';
import type { Definition, Fault, Json, JsonObject, Layout, Page, Schema } from './model';

export type TemplateSummary = { id: string; builtIn: boolean; version: number; revision: number; name: string; summary: string; category: string; icon: string; nodeTypes: string[]; parameterCount: number; testCount: number; updatedAt?: string | null };
export type TemplateTest = { name: string; input?: Json; parameters?: JsonObject };
export type TemplateDocument = { name: string; summary: string; category: string; icon?: string; description?: string; parameters?: Schema; definition: Definition; layout?: Layout; tests?: TemplateTest[] };
export type Template = TemplateSummary & { note?: string | null; document: TemplateDocument; faults: Fault[] };
export type TestReport = { passed: boolean; results: { name: string; passed: boolean; milliseconds: number; message?: string | null; differences?: { path: string; expected?: Json; got?: Json }[] }[] };

const templatesApi = api.injectEndpoints({
  endpoints: build => ({
    /** All of them: there are some dozens. */
    listTemplates: build.query<TemplateSummary[], void>({
      async queryFn(_, __, ___, fetch) {
        const all: TemplateSummary[] = [];
        for (let cursor: string | null | undefined = undefined; cursor !== null;) {
          const answer = await fetch({ url: '/api/templates', params: { limit: 200, ...(cursor ? { cursor } : {}) } });
          if (answer.error) return { error: answer.error };
          const page = answer.data as Page<TemplateSummary>;
          all.push(...page.items);
          cursor = page.next ?? null;
        }
        return { data: all };
      },
      providesTags: ['Template'],
    }),
    getTemplate: build.query<Template, string>({ query: id => `/api/templates/${id}`, providesTags: (_, __, id) => [{ type: 'Template', id }] }),
    createTemplate: build.mutation<Template, { workflowId: string; name?: string; summary?: string; category?: string } | { document: unknown }>({ query: body => ({ url: '/api/templates', method: 'POST', body }), invalidatesTags: ['Template'] }),
    deleteTemplate: build.mutation<null, string>({ query: id => ({ url: `/api/templates/${id}`, method: 'DELETE' }), invalidatesTags: ['Template'] }),
    instantiateTemplate: build.mutation<{ id: string; name: string; faults: Fault[] }, { id: string; name?: string; parameters: JsonObject }>({
      query: ({ id, ...body }) => ({ url: `/api/templates/${id}/instantiate`, method: 'POST', body }), invalidatesTags: (_, error) => (error ? [] : ['Workflow']),
    }),
    testTemplate: build.mutation<TestReport, string>({ query: id => ({ url: `/api/templates/${id}/test`, method: 'POST' }) }),
  }),
});

export const { useListTemplatesQuery, useGetTemplateQuery, useCreateTemplateMutation, useDeleteTemplateMutation, useInstantiateTemplateMutation, useTestTemplateMutation } = templatesApi;
