import { api } from './base';
import type { Json } from './model';

export type Evaluate = { template: string; json?: Json; nodes?: Record<string, Json[]>; index?: number; timeZone?: string; forgiveMissing?: boolean };
export type Evaluation = { value?: Json; error?: { message: string; code?: string; position?: number | null } | null };

const expressionsApi = api.injectEndpoints({
  endpoints: build => ({
    /** What a template makes of data; nothing is started or kept. */
    evaluate: build.mutation<Evaluation, Evaluate>({ query: body => ({ url: '/api/expressions/evaluate', method: 'POST', body }) }),
  }),
});

export const { useEvaluateMutation } = expressionsApi;
