import { useReactFlow } from '@xyflow/react';
import { useCallback } from 'react';
import type { NodeType } from '@/api/model';
import { fitOf } from '@/canvas/ports';
import { prepareNode } from '@/document/edit';
import { useEditDispatch, useEditStore } from '@/document/hooks';
import { insert, type Ask } from '@/document/insert';
import { NODE_HEIGHT, NODE_WIDTH, type Point } from '@/document/model';
import { freeSpot } from '@/document/places';
import { chose, edit } from '@/document/slice';

/** Adds a node of a type for what it is asked for, and chooses it. */
export function useInsert() {
  const dispatch = useEditDispatch();
  const store = useEditStore();
  const { screenToFlowPosition } = useReactFlow();
  return useCallback((type: NodeType, ask: Ask, at: Point | undefined) => {
    const { doc } = store.getState().editing;
    const node = prepareNode(doc, { type: type.type, version: type.version, name: type.name });
    const middle = screenToFlowPosition({ x: window.innerWidth / 2, y: window.innerHeight / 2 });
    const wanted = at ?? (ask.kind === 'free' ? { x: middle.x - NODE_WIDTH / 2, y: middle.y - NODE_HEIGHT / 2 } : undefined);
    const ports = { input: type.inputs[0] ?? 'main', output: fitOf(type) ?? type.outputs[0] ?? 'main' };
    dispatch(edit(`Add ${type.name}`, insert(doc, node, ask, ports, wanted && freeSpot(doc, wanted))));
    dispatch(chose([node.id]));
  }, [dispatch, store, screenToFlowPosition]);
}
