import { useCallback, useSyncExternalStore } from 'react';

export type Theme = 'system' | 'light' | 'dark';

const listeners = new Set<() => void>();
const system = window.matchMedia('(prefers-color-scheme: dark)');

const chosen = (): Theme => {
  const stored = localStorage.getItem('auterity.theme');
  return stored === 'dark' || stored === 'light' ? stored : 'system';
};

function apply() {
  document.documentElement.dataset.theme = chosen() === 'dark' || (chosen() === 'system' && system.matches) ? 'dark' : 'light';
  listeners.forEach(tell => tell());
}

system.addEventListener('change', apply);

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The chosen theme, and how to choose another. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const theme = useSyncExternalStore(subscribe, chosen);
  const choose = useCallback((next: Theme) => {
    if (next === 'system') localStorage.removeItem('auterity.theme');
    else localStorage.setItem('auterity.theme', next);
    apply();
  }, []);
  return [theme, choose];
}

/** What is drawn at this moment. */
export const useDrawnTheme = (): 'light' | 'dark' => useSyncExternalStore(subscribe, () => (document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light'));
