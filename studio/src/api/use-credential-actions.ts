import { useCallback, useEffect, useRef, useState } from 'react';
import { useDispatch } from 'react-redux';
import { failed, told } from '@/ui/toast';
import { api, isProblem, type Problem } from './base';
import { useConnectCredentialMutation, useCreateCredentialMutation, useTestCredentialMutation, useUpdateCredentialMutation, type CredentialTest, type CredentialValues } from './credentials';
import type { Credential } from './model';

type Draft = { name: string; type: string; values: CredentialValues };

const LOOK_EVERY = 2_000;
const LOOK_FOR = 10 * 60_000;

/** Saves, tries and connects credentials, and says how it went. */
export function useCredentialActions() {
  const dispatch = useDispatch();
  const [create, creating] = useCreateCredentialMutation();
  const [update, updating] = useUpdateCredentialMutation();
  const [test, testing] = useTestCredentialMutation();
  const [connect] = useConnectCredentialMutation();
  const [tests, setTests] = useState<Record<string, CredentialTest>>({});
  const watch = useRef<ReturnType<typeof setInterval>>(undefined);
  useEffect(() => () => clearInterval(watch.current), []);

  const save = useCallback(async (draft: Draft, existing?: Credential): Promise<Credential | Problem> => {
    const answer = existing ? await update({ id: existing.id, name: draft.name, values: draft.values }) : await create(draft);
    if (answer.error) return answer.error as Problem;
    told(existing ? `Saved “${answer.data.name}”` : `Created “${answer.data.name}”`);
    return answer.data;
  }, [create, update]);

  const tryOut = useCallback(async (id: string) => {
    const answer = await test(id);
    setTests(known => ({ ...known, [id]: answer.data ?? { ok: false, message: isProblem(answer.error) ? answer.error.detail : 'It could not be tried.' } }));
  }, [test]);

  /** Opens the provider's page, and looks until somebody has agreed there, for as long as the link is good. */
  const connectTo = useCallback(async (id: string) => {
    // Opened at once: a browser blocks windows that open later by themselves.
    const page = window.open('about:blank', '_blank');
    const answer = await connect(id);
    if (answer.error || !answer.data) {
      page?.close();
      if (isProblem(answer.error)) failed(answer.error);
      return;
    }
    if (page) {
      page.opener = null;
      page.location.href = answer.data.url;
    } else window.location.href = answer.data.url;
    clearInterval(watch.current);
    const until = Date.now() + LOOK_FOR;
    watch.current = setInterval(() => {
      dispatch(api.util.invalidateTags(['Credential']));
      if (Date.now() > until || page?.closed) clearInterval(watch.current);
    }, LOOK_EVERY);
  }, [connect, dispatch]);

  return { save, saving: creating.isLoading || updating.isLoading, tryOut, testing: testing.isLoading ? testing.originalArgs : undefined, tests, connectTo };
}
