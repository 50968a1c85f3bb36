import { api } from './base';
import type { Me } from './model';

const sessionApi = api.injectEndpoints({
  endpoints: build => ({
    getMe: build.query<Me, void>({ query: () => '/api/me', providesTags: ['Session'] }),
    signIn: build.mutation<null, string>({ query: key => ({ url: '/api/auth/session', method: 'POST', body: { key } }), invalidatesTags: (_, error) => (error ? [] : ['Session']) }),
    signOut: build.mutation<null, void>({ query: () => ({ url: '/api/auth/session', method: 'DELETE' }) }),
  }),
});

export const { useGetMeQuery, useSignInMutation, useSignOutMutation } = sessionApi;
