import type { EdgeChange, NodeChange, OnNodeDrag } from '@xyflow/react';
import { useMemo, useRef, useState } from 'react';
import type { CanvasNode, WireEdge } from '@/canvas/to-flow';
import { all, moveTo, threadOnEdge } from '@/document/edit';
import { edgeKey as edgeId, isAttachmentEdge, type Point } from '@/document/model';
import { useEditDispatch, useEditStore } from '@/document/hooks';
import { chose, edit } from '@/document/slice';
import { useUi } from '../ui-state';
import { edgeAt } from './edge-at';
import type { InFlight } from './use-drawn';

/** Dragging, resizing and choosing. While it lasts it is React Flow's; when it is done it is one edit. */
export function useGestures() {
  const dispatch = useEditDispatch();
  const store = useEditStore();
  const { chooseEdges } = useUi();
  const [inFlight, setInFlight] = useState<InFlight>();
  const [dropEdge, setDropEdge] = useState<string>();
  const dragging = useRef(false);
  const latest = useRef<InFlight>(undefined);
  const drop = useRef<string>(undefined);

  const gestures = useMemo(() => {
    const show = (next: InFlight | undefined) => {
      latest.current = next;
      setInFlight(next);
    };
    const target = (edge: string | undefined) => {
      drop.current = edge;
      setDropEdge(edge);
    };
    const doc = () => store.getState().editing.doc;

    /** A group takes its nodes along. */
    const withMembers = (moved: Record<string, Point>): Record<string, Point> => {
      const { layout } = doc();
      const found = { ...moved };
      for (const group of layout.groups ?? []) {
        const to = moved[group.id];
        const first = group.nodes.map(id => layout.nodes?.[id]).filter(place => place !== undefined);
        if (!to || first.length === 0) continue;
        const padding = group.collapsed ? { x: 0, y: 0 } : { x: 24, y: 56 };
        const dx = to.x + padding.x - Math.min(...first.map(place => place.x));
        const dy = to.y + padding.y - Math.min(...first.map(place => place.y));
        for (const id of group.nodes) {
          const place = layout.nodes?.[id];
          if (place) found[id] = { x: place.x + dx, y: place.y + dy };
        }
      }
      return found;
    };

    const onNodesChange = (changes: NodeChange<CanvasNode>[]) => {
      const chosen = new Set(store.getState().editing.chosen);
      const resized = new Set(changes.flatMap(change => (change.type === 'dimensions' && change.resizing !== undefined ? [change.id] : [])));
      const moved: Record<string, Point> = {};
      const sizes: InFlight = {};
      let picked = false;
      for (const change of changes) {
        if (change.type === 'select') {
          picked = true;
          if (change.selected) chosen.add(change.id);
          else chosen.delete(change.id);
        } else if (change.type === 'position' && change.position) moved[change.id] = change.position;
        else if (change.type === 'dimensions' && change.resizing && change.dimensions) {
          const note = doc().layout.notes?.find(one => one.id === change.id);
          sizes[change.id] = { x: note?.x ?? 0, y: note?.y ?? 0, ...latest.current?.[change.id], ...moved[change.id], ...change.dimensions };
        }
      }
      if (picked) dispatch(chose([...chosen]));
      if (resized.size > 0) show(Object.keys(sizes).length > 0 ? { ...latest.current, ...sizes } : undefined);
      else if (Object.keys(moved).length > 0) {
        if (dragging.current) show({ ...latest.current, ...withMembers(moved) });
        else dispatch(edit('Move', moveTo(placesOnly(withMembers(moved), doc().layout.groups)), 'nudge'));
      }
    };

    const onEdgesChange = (changes: EdgeChange<WireEdge>[]) => {
      const selects = changes.filter(change => change.type === 'select');
      if (selects.length > 0) chooseEdges(before => {
        const next = new Set(before);
        for (const change of selects) if (change.selected) next.add(change.id); else next.delete(change.id);
        return next;
      });
    };

    const begin = () => { dragging.current = true; };
    const end = () => {
      const moved = latest.current;
      dragging.current = false;
      const onto = drop.current && doc().definition.edges.find(one => edgeId(one) === drop.current);
      const ids = Object.keys(moved ?? {});
      target(undefined);
      show(undefined);
      if (!moved) return;
      const move = moveTo(placesOnly(moved, doc().layout.groups));
      if (onto && ids.length === 1 && ids[0]) dispatch(edit('Put into the wire', all(move, threadOnEdge(ids[0], onto, { input: 'main', output: firstOutput(ids[0]) }))));
      else dispatch(edit('Move', move));
    };
    const firstOutput = (id: string) => document.querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"] .react-flow__handle-right`)?.getAttribute('data-handleid')?.slice('output:'.length) ?? 'main';

    const onNodeDrag: OnNodeDrag<CanvasNode> = (event, node, nodes) => {
      if (nodes.length !== 1 || node.type !== 'card' || !('clientX' in event)) return;
      const wired = doc().definition.edges.some(one => one.from === node.id || one.to === node.id);
      const { inputs, outputs, fits } = node.data.ports;
      const over = wired || fits !== undefined || inputs.length === 0 || outputs.length === 0 ? undefined : edgeAt(event.clientX, event.clientY);
      const edge = over === undefined ? undefined : doc().definition.edges.find(one => edgeId(one) === over);
      target(edge && !isAttachmentEdge(edge) ? over : undefined);
    };
    return { onNodesChange, onEdgesChange, onNodeDragStart: begin, onNodeDrag, onNodeDragStop: end, onSelectionDragStart: begin, onSelectionDragStop: end };
  }, [dispatch, store, chooseEdges]);
  return { inFlight, dropEdge, gestures, showDrop: setDropEdge };
}

/** Places of nodes and notes; a group has none of its own. */
function placesOnly(moved: Record<string, Point>, groups: { id: string }[] = []): Record<string, Point> {
  const names = new Set(groups.map(group => group.id));
  return Object.fromEntries(Object.entries(moved).filter(([id]) => !names.has(id)).map(([id, { x, y }]) => [id, { x, y }]));
}
