import { api } from './base';
import type { JsonObject, NodeType, Page } from './model';

export type Ports = { inputs: string[]; outputs: string[] };

const nodesApi = api.injectEndpoints({
  endpoints: build => ({
    listNodeTypes: build.query<NodeType[], void>({ query: () => '/api/nodes', transformResponse: (page: Page<NodeType>) => page.items, keepUnusedDataFor: 86_400 }),
    /** Ports of a node whose parameters decide which ones it has. */
    getPorts: build.query<Ports, { type: string; version?: number | undefined; parameters: JsonObject }>({
      query: ({ type, version, parameters }) => ({ url: `/api/nodes/${type}/ports`, method: 'POST', body: { version, parameters } }),
      keepUnusedDataFor: 3_600,
    }),
  }),
});

export const { useListNodeTypesQuery, useGetPortsQuery } = nodesApi;
export const { getPorts } = nodesApi.endpoints;
