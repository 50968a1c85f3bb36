import { api } from './base';
import type { Credential, CredentialType, Page } from './model';

const credentialsApi = api.injectEndpoints({
  endpoints: build => ({
    listCredentials: build.query<Credential[], void>({ query: () => ({ url: '/api/credentials', params: { limit: 200 } }), transformResponse: (page: Page<Credential>) => page.items, providesTags: ['Credential'] }),
    listCredentialTypes: build.query<CredentialType[], void>({ query: () => '/api/credentials/types', keepUnusedDataFor: 86_400 }),
    createCredential: build.mutation<Credential, { name: string; type: string; values: Record<string, string> }>({ query: body => ({ url: '/api/credentials', method: 'POST', body }), invalidatesTags: ['Credential'] }),
    updateCredential: build.mutation<Credential, { id: string; name?: string; values?: Record<string, string> }>({ query: ({ id, ...body }) => ({ url: `/api/credentials/${id}`, method: 'PUT', body }), invalidatesTags: ['Credential'] }),
    deleteCredential: build.mutation<null, string>({ query: id => ({ url: `/api/credentials/${id}`, method: 'DELETE' }), invalidatesTags: ['Credential'] }),
    testCredential: build.mutation<{ ok: boolean; message?: string }, string>({ query: id => ({ url: `/api/credentials/${id}/test`, method: 'POST' }) }),
    connectCredential: build.mutation<{ url: string; callback: string }, string>({ query: id => ({ url: `/api/credentials/${id}/connect`, method: 'POST' }) }),
  }),
});

export const { useListCredentialsQuery, useListCredentialTypesQuery, useCreateCredentialMutation, useUpdateCredentialMutation, useDeleteCredentialMutation, useTestCredentialMutation, useConnectCredentialMutation } = credentialsApi;
