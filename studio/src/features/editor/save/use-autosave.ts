import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { live } from '@/api/live';
import { useEditStore } from '@/document/hooks';
import { Autosave, type SaveState } from './autosave';

/** Saves by itself while the editor is open; asks before the page is left with something unsaved. */
export function useAutosave(id: string): [Autosave, SaveState] {
  const store = useEditStore();
  const autosave = useMemo(() => new Autosave(id, store as never), [id, store]);
  const state = useSyncExternalStore(autosave.subscribe, () => autosave.state);
  useEffect(() => {
    autosave.begin();
    const guard = (event: BeforeUnloadEvent) => { if (autosave.state.kind !== 'saved') event.preventDefault(); };
    const back = () => { if (autosave.state.kind === 'offline') void autosave.now(); };
    const leave = live.subscribe(() => { if (live.state === 'live') back(); });
    window.addEventListener('beforeunload', guard);
    window.addEventListener('online', back);
    return () => {
      window.removeEventListener('beforeunload', guard);
      window.removeEventListener('online', back);
      leave();
      autosave.end();
    };
  }, [autosave]);
  return [autosave, state];
}
