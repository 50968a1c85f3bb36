import { useMemo, useState } from 'react';
import { createFlow, type CanvasNode, type FlowInput, type WireEdge } from '@/canvas/to-flow';
import type { Point } from '@/document/model';

/** Where things are while they are dragged, and how large while they are resized. */
export type InFlight = Record<string, Point & { width?: number; height?: number }>;

type Drawn = { input: FlowInput; chosen: string[]; chosenEdges: ReadonlySet<string>; inFlight: InFlight | undefined; dropEdge: string | undefined };

/** The document as React Flow draws it at this moment. Only what changes is a new object. */
export function useDrawn({ input, chosen, chosenEdges, inFlight, dropEdge }: Drawn): { nodes: CanvasNode[]; edges: WireEdge[] } {
  const [flow] = useState(createFlow);
  const [marked] = useState(() => new WeakMap<object, object>());
  const { doc, types, dynamic, overlay, marks, faults } = input;
  const base = useMemo(() => flow({ doc, types, dynamic, overlay, marks, faults }), [flow, doc, types, dynamic, overlay, marks, faults]);
  const nodes = useMemo(() => {
    const selected = new Set(chosen);
    return base.nodes.map((node): CanvasNode => {
      const is = selected.has(node.id) ? (remember(marked, node, () => ({ ...node, selected: true })) as CanvasNode) : node;
      const moved = inFlight?.[node.id];
      return moved ? { ...is, position: { x: moved.x, y: moved.y }, ...(moved.width && moved.height ? { width: moved.width, height: moved.height, measured: { width: moved.width, height: moved.height } } : {}) } : is;
    });
  }, [base.nodes, chosen, inFlight, marked]);
  const edges = useMemo(() => base.edges.map((edge): WireEdge => {
    if (edge.id === dropEdge) return { ...edge, className: 'drop-target' };
    return chosenEdges.has(edge.id) ? (remember(marked, edge, () => ({ ...edge, selected: true })) as WireEdge) : edge;
  }), [base.edges, chosenEdges, dropEdge, marked]);
  return { nodes, edges };
}

function remember(known: WeakMap<object, object>, key: object, make: () => object): object {
  const found = known.get(key);
  if (found) return found;
  const made = make();
  known.set(key, made);
  return made;
}
