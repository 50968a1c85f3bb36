import { createApi, fetchBaseQuery, type BaseQueryFn, type FetchArgs } from '@reduxjs/toolkit/query/react';
import type { components } from './types';

export type Problem = components['schemas']['Problem'] & { faults?: components['schemas']['DefinitionFault'][] | undefined; runId?: string | undefined };

const plain = fetchBaseQuery({ baseUrl: '', credentials: 'same-origin' });

const unreachable: Problem = { type: '/problems/unreachable', title: 'No connection', status: 0, detail: 'The server does not answer. What you do here is kept; it goes on when the server is back.' };

/** Every failure is a problem with a sentence; one that brings none is given one. */
const baseQuery: BaseQueryFn<string | FetchArgs, unknown, Problem, object, { etag?: string | undefined }> = async (args, api, options) => {
  const { data, error, meta } = await plain(args, api, options);
  const etag = meta?.response?.headers.get('ETag') ?? undefined;
  if (!error) return { data: data ?? null, meta: { etag } };
  const body = error.data as Partial<Problem> | undefined;
  if (typeof error.status === 'number' && body?.detail) return { error: { ...unreachable, ...body, status: error.status } };
  if (error.status === 'FETCH_ERROR' || error.status === 'TIMEOUT_ERROR') return { error: unreachable };
  return { error: { ...unreachable, type: '/problems/unknown', title: 'Not done', status: typeof error.status === 'number' ? error.status : 0, detail: 'The server gave an answer that this page does not understand. Reload it; it may have been updated.' } };
};

/** The one client of the API. Each resource adds its endpoints in a file of its own. */
export const api = createApi({
  baseQuery,
  tagTypes: ['Session', 'Workflow', 'Version', 'Run', 'Step', 'Credential', 'Template', 'Statistics'],
  keepUnusedDataFor: 120,
  endpoints: () => ({}),
});

export const isProblem = (error: unknown): error is Problem => typeof error === 'object' && error !== null && 'detail' in error && 'type' in error;

/** "stale" of "/problems/stale". */
export const codeOf = (problem: Problem): string => problem.type.split('/').pop() ?? '';
