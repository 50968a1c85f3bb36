import { useMemo } from 'react';
import type { Command } from '@/lib/commands';
import { useEditStore } from '@/document/hooks';

type Given = { runAll: () => void; runNode: (id: string) => void; runUpTo: (id: string) => void; runFrom: (id: string) => void; publish: () => void; save: () => void };

/** Running and publishing. */
export function useRunCommands({ runAll, runNode, runUpTo, runFrom, publish, save }: Given): Command[] {
  const store = useEditStore();
  return useMemo(() => {
    const section = 'Run';
    const chosen = (perform: (id: string) => void) => () => {
      const { doc, chosen: ids } = store.getState().editing;
      const node = doc.definition.nodes.find(one => ids.includes(one.id));
      if (node) perform(node.id);
    };
    return [
      { id: 'run', name: 'Run', section, keys: ['mod+enter'], always: true, perform: runAll },
      { id: 'run-node', name: 'Run the selected node', section, keys: ['shift+enter'], perform: chosen(runNode) },
      { id: 'run-up-to', name: 'Run up to the selected node', section, keys: ['alt+enter'], perform: chosen(runUpTo) },
      { id: 'run-from', name: 'Run from the selected node', section, keys: ['shift+alt+enter'], perform: chosen(runFrom) },
      { id: 'publish', name: 'Publish…', section, keys: ['shift+p'], perform: publish },
      { id: 'save', name: 'Save now', section, keys: ['mod+s'], always: true, perform: save },
    ];
  }, [store, runAll, runNode, runUpTo, runFrom, publish, save]);
}
