import { useState, type FormEvent } from 'react';
import { useSignInMutation } from '@/api/session';
import { isProblem } from '@/api/base';
import { Button } from '@/ui/button';
import { Field, Input } from '@/ui/field';

/** The way in: a key, which the server keeps in a cookie that no script can read. */
export function SignIn({ expired }: { expired: boolean }) {
  const [key, setKey] = useState('');
  const [signIn, { error, isLoading }] = useSignInMutation();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void signIn(key.trim());
  };
  return (
    <main className="flex h-full items-center justify-center bg-n1 p-4">
      <form onSubmit={submit} className="flex w-full max-w-sm flex-col gap-4 rounded-card border bg-n2 p-6">
        <div className="flex items-center gap-3">
          <img src="/icon.svg" alt="" className="size-9" />
          <div>
            <h1 className="text-page font-semibold">Auterity</h1>
            <p className="text-n10">{expired ? 'Your session has ended. Sign in again; nothing on this page is lost.' : 'Sign in to your workspace.'}</p>
          </div>
        </div>
        <Field label="API key" required error={isProblem(error) ? error.detail : undefined} hint="The first start of the server printed one; administrators make more under Settings.">
          {ids => <Input {...ids} type="password" value={key} onChange={event => setKey(event.target.value)} autoFocus name="key" placeholder="aut_…" />}
        </Field>
        <Button type="submit" look="primary" disabled={isLoading || key.trim() === ''}>Sign in</Button>
      </form>
    </main>
  );
}
