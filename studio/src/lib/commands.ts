import { useEffect, useSyncExternalStore } from 'react';
import { isTyping, matches } from './keyboard';

/** Something a person can do, by toolbar, shortcut or Ctrl+K. */
export type Command = {
  id: string;
  name: string;
  section: string;
  keys?: string[];
  /** Works while somebody is writing in a field, too. */
  always?: boolean;
  hidden?: boolean;
  disabled?: boolean;
  perform: () => void;
};

const lists = new Map<symbol, Command[]>();
const listeners = new Set<() => void>();
let all: Command[] = [];

function publish() {
  all = [...lists.values()].flat();
  listeners.forEach(tell => tell());
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Offers commands while the component is there; what came last is asked first. */
export function useCommands(commands: Command[]) {
  useEffect(() => {
    const key = Symbol('commands');
    lists.set(key, commands);
    publish();
    return () => {
      lists.delete(key);
      publish();
    };
  }, [commands]);
}

export const useAllCommands = (): Command[] => useSyncExternalStore(subscribe, () => all);

/** The one listener for shortcuts. */
export function useShortcuts() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const typing = isTyping(event);
      const command = [...all].reverse().find(one => !one.disabled && (one.always || !typing) && one.keys?.some(keys => matches(event, keys)));
      if (!command) return;
      event.preventDefault();
      command.perform();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
