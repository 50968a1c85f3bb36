import { useReactFlow } from '@xyflow/react';
import { useMemo } from 'react';
import type { Command } from '@/lib/commands';
import { useEditStore } from '@/document/hooks';
import { useUi } from './ui-state';

const smooth = { duration: 150 };

/** Looking around: zoom, fit and search. */
export function useViewCommands(): Command[] {
  const flow = useReactFlow();
  const store = useEditStore();
  const { look, showProblems } = useUi();
  return useMemo(() => {
    const section = 'View';
    return [
      { id: 'fit', name: 'Show everything', section, keys: ['1'], perform: () => void flow.fitView({ padding: 0.2, maxZoom: 1, ...smooth }) },
      { id: 'fit-chosen', name: 'Show what is selected', section, keys: ['2'], perform: () => void flow.fitView({ nodes: store.getState().editing.chosen.map(id => ({ id })), padding: 0.4, maxZoom: 1.25, ...smooth }) },
      { id: 'zoom-in', name: 'Zoom in', section, keys: ['+', '='], perform: () => void flow.zoomIn(smooth) },
      { id: 'zoom-out', name: 'Zoom out', section, keys: ['-'], perform: () => void flow.zoomOut(smooth) },
      { id: 'zoom-whole', name: 'Zoom to 100 %', section, keys: ['0'], perform: () => void flow.zoomTo(1, smooth) },
      { id: 'search', name: 'Search in this workflow', section, keys: ['mod+f'], always: true, perform: () => look('') },
      { id: 'problems', name: 'Show problems', section, keys: ['shift+m'], perform: () => showProblems(true) },
    ];
  }, [flow, store, look, showProblems]);
}
