import { useState, type ReactNode } from 'react';
import { codeOf, isProblem } from '@/api/base';
import { useGetMeQuery } from '@/api/session';
import { ProblemView } from '@/ui/problem';
import { SignIn } from './sign-in';

/** Shows the Studio to whoever is signed in. A session that ends meanwhile asks for the key above the page, so that what is on it stays. */
export function Gate({ children }: { children: ReactNode }) {
  const { data, error, isLoading, refetch } = useGetMeQuery(undefined, { refetchOnFocus: true, pollingInterval: 60_000 });
  const [entered, setEntered] = useState(false);
  if (data && !entered) setEntered(true);
  const refused = isProblem(error) && codeOf(error) === 'unauthorized';
  if (isLoading) return null;
  if (!entered) return refused ? <SignIn expired={false} /> : <main className="mx-auto mt-24 max-w-lg">{isProblem(error) && <ProblemView problem={error} onRetry={() => void refetch()} />}</main>;
  return <>{children}{refused && <div className="appear fixed inset-0 z-60 bg-n1/80 backdrop-blur-sm"><SignIn expired /></div>}</>;
}
