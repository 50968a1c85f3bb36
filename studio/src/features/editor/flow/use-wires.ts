import type { Connection, FinalConnectionState, Edge } from '@xyflow/react';
import { useReactFlow } from '@xyflow/react';
import { useMemo, useRef } from 'react';
import { connect, disconnect, reconnect } from '@/document/edit';
import { useEditDispatch } from '@/document/hooks';
import { edit } from '@/document/slice';
import { inputOf, outputOf } from '@/document/model';
import type { CanvasNode, WireEdge } from '@/canvas/to-flow';
import { useUi } from '../ui-state';
import { askOf, edgeOf, readHandle } from './ends';

const isValidConnection = (connection: Connection | Edge) => edgeOf(connection) !== undefined;

/** Drawing wires, moving their ends, and dropping them in the void or on a card. */
export function useWires() {
  const dispatch = useEditDispatch();
  const flow = useReactFlow<CanvasNode, WireEdge>();
  const { openPalette } = useUi();
  const landed = useRef(false);
  return useMemo(() => ({
    isValidConnection,
    onConnect: (connection: Connection) => {
      const made = edgeOf(connection);
      if (made) dispatch(edit('Connect', connect(made.from, outputOf(made), made.to, inputOf(made))));
    },
    onConnectEnd: (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
      if (state.isValid || !state.fromNode || !state.fromHandle) return;
      const point = 'changedTouches' in event ? event.changedTouches[0] : event;
      const ask = askOf(state.fromNode.id, state.fromHandle.id);
      if (!point || !ask) return;
      const under = document.elementFromPoint(point.clientX, point.clientY);
      const card = under?.closest('.react-flow__node');
      const id = card?.getAttribute('data-id');
      if (id && id !== state.fromNode.id) {
        const made = toCard(state.fromNode.id, state.fromHandle.id, flow.getNode(id));
        if (made) dispatch(edit('Connect', connect(made.from, outputOf(made), made.to, inputOf(made))));
      } else if (under?.closest('.react-flow__pane')) {
        const at = flow.screenToFlowPosition({ x: point.clientX, y: point.clientY });
        openPalette({ ask, screen: { x: point.clientX, y: point.clientY }, at: ask.kind === 'before' ? { x: at.x - 220, y: at.y - 28 } : ask.kind === 'after' ? { x: at.x, y: at.y - 28 } : { x: at.x - 110, y: at.y } });
      }
    },
    onReconnectStart: () => { landed.current = false; },
    onReconnect: (old: WireEdge, connection: Connection) => {
      landed.current = true;
      const made = edgeOf(connection);
      if (made && old.data) dispatch(edit('Move the wire', reconnect(old.data.edge, made)));
    },
    onReconnectEnd: (event: MouseEvent | TouchEvent, old: WireEdge) => {
      const point = 'changedTouches' in event ? event.changedTouches[0] : event;
      const away = point && document.elementFromPoint(point.clientX, point.clientY)?.closest('.react-flow__pane');
      if (!landed.current && away && old.data) dispatch(edit('Delete the wire', disconnect([old.data.edge])));
    },
  }), [dispatch, flow, openPalette]);
}

/** A wire dropped anywhere on a card goes to its first port that fits. */
function toCard(from: string, handle: string | null | undefined, card: CanvasNode | undefined) {
  const end = readHandle(handle);
  if (!end || card?.type !== 'card') return undefined;
  const { inputs, outputs, slots, fits } = card.data.ports;
  const [kind, port] = end;
  if (kind === 'output' && inputs[0] !== undefined) return edgeOf({ source: from, sourceHandle: handle ?? null, target: card.id, targetHandle: `input:${inputs[0]}` });
  if (kind === 'input' && outputs[0] !== undefined) return edgeOf({ source: card.id, sourceHandle: `output:${outputs[0]}`, target: from, targetHandle: handle ?? null });
  if (kind === 'plug' && slots.some(slot => slot.name === port)) return edgeOf({ source: from, sourceHandle: handle ?? null, target: card.id, targetHandle: `slot:${port}` });
  if (kind === 'slot' && fits === port) return edgeOf({ source: card.id, sourceHandle: `plug:${port}`, target: from, targetHandle: handle ?? null });
  return undefined;
}
