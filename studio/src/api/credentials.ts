import { api } from './base';
import type { Credential, CredentialType, Page } from './model';
import type { components } from './types';

type Shapes = components['schemas'];
/** Values by field; one left out stays as it is, null goes. */
export type CredentialValues = Record<string, string | null>;
export type CredentialUse = Shapes['CredentialUse'];
export type CredentialTest = Shapes['CredentialTestView'];

const credentialsApi = api.injectEndpoints({
  endpoints: build => ({
    listCredentials: build.query<Credential[], void>({ query: () => ({ url: '/api/credentials', params: { limit: 200 } }), transformResponse: (page: Page<Credential>) => page.items, providesTags: ['Credential'] }),
    listCredentialTypes: build.query<CredentialType[], void>({ query: () => '/api/credentials/types', keepUnusedDataFor: 86_400 }),
    /** Workflows whose draft or published version names the credential. */
    getCredentialUsage: build.query<CredentialUse[], string>({ query: id => `/api/credentials/${id}/usage`, transformResponse: (uses: CredentialUse[] | Page<CredentialUse>) => (Array.isArray(uses) ? uses : uses.items), providesTags: ['Workflow'] }),
    createCredential: build.mutation<Credential, { name: string; type: string; values: CredentialValues }>({ query: body => ({ url: '/api/credentials', method: 'POST', body }), invalidatesTags: (_, error) => (error ? [] : ['Credential']) }),
    updateCredential: build.mutation<Credential, { id: string; name?: string; values?: CredentialValues }>({ query: ({ id, ...body }) => ({ url: `/api/credentials/${id}`, method: 'PUT', body }), invalidatesTags: (_, error) => (error ? [] : ['Credential']) }),
    deleteCredential: build.mutation<null, { id: string; force?: boolean }>({ query: ({ id, force }) => ({ url: `/api/credentials/${id}`, method: 'DELETE', params: force ? { force: true } : {} }), invalidatesTags: (_, error) => (error ? [] : ['Credential']) }),
    testCredential: build.mutation<CredentialTest, string>({ query: id => ({ url: `/api/credentials/${id}/test`, method: 'POST' }) }),
    connectCredential: build.mutation<Shapes['ConsentLink'], string>({ query: id => ({ url: `/api/credentials/${id}/connect`, method: 'POST' }) }),
    disconnectCredential: build.mutation<Shapes['Disconnected'], string>({ query: id => ({ url: `/api/credentials/${id}/disconnect`, method: 'POST' }), invalidatesTags: ['Credential'] }),
  }),
});

export const {
  useListCredentialsQuery, useListCredentialTypesQuery, useGetCredentialUsageQuery, useCreateCredentialMutation, useUpdateCredentialMutation, useDeleteCredentialMutation, useTestCredentialMutation,
  useConnectCredentialMutation, useDisconnectCredentialMutation,
} = credentialsApi;
export { credentialsApi };
