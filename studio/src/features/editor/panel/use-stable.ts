import { useCallback, useEffect, useRef } from 'react';

/** The same function for as long as the component lives, which does what the latest one does: for parts that are not drawn again without need. */
export function useStable<Arguments extends unknown[]>(latest: (...values: Arguments) => void): (...values: Arguments) => void {
  const current = useRef(latest);
  useEffect(() => { current.current = latest; });
  return useCallback((...values: Arguments) => current.current(...values), []);
}
