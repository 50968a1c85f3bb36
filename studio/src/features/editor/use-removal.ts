import { useCallback } from 'react';
import { all, disconnect, removeGroup, removeNodes, removeNotes } from '@/document/edit';
import { useEditDispatch, useEditStore } from '@/document/hooks';
import { edgeKey } from '@/document/model';
import { edit } from '@/document/slice';
import { plural } from '@/lib/format';

/** Takes nodes, notes and wires away, and the nodes of groups that are folded; what flowed through goes on. An open group only stops being one. */
export function useRemoval() {
  const dispatch = useEditDispatch();
  const store = useEditStore();
  return useCallback((ids: string[], edges: ReadonlySet<string> = new Set()) => {
    const { doc } = store.getState().editing;
    const folded = (doc.layout.groups ?? []).filter(group => group.collapsed && ids.includes(group.id));
    const nodes = [...doc.definition.nodes.filter(node => ids.includes(node.id)).map(node => node.id), ...folded.flatMap(group => group.nodes)];
    const wires = doc.definition.edges.filter(edge => edges.has(edgeKey(edge)));
    if (ids.length + wires.length === 0) return;
    const what = nodes.length > 0 ? plural(nodes.length, 'node') : ids.length > 0 ? plural(ids.length, 'note') : plural(wires.length, 'wire');
    dispatch(edit(`Delete ${what}`, all(disconnect(wires), removeNodes(nodes), removeNotes(ids), ...ids.map(removeGroup))));
  }, [dispatch, store]);
}
