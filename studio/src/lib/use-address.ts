import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** The part of the address behind the question mark, and how to change some of it; what is empty goes. Filters replace the entry in the history, so that Back leaves the page. */
export function useAddress(): [URLSearchParams, (changes: Record<string, string | undefined>, keep?: boolean) => void] {
  const [search, setSearch] = useSearchParams();
  const change = useCallback((changes: Record<string, string | undefined>, keep = false) => setSearch(now => {
    const next = new URLSearchParams(now);
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    return next;
  }, { replace: !keep }), [setSearch]);
  return [search, change];
}
