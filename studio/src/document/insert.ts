import type { EdgeDefinition, NodeDefinition } from '@/api/model';
import { addNode, all, connect, insertOnEdge, type Edit } from './edit';
import { findNode, NODE_HEIGHT, NODE_WIDTH, outputOf, type Doc, type Point } from './model';
import { freeSpot, GAP_X, GAP_Y } from './places';
import { placesOf } from './arrange';

/** What a new node is for: to stand alone, to follow or lead to a port, to fill a slot, to hold a sub-node, or to go into a wire. */
export type Ask =
  | { kind: 'free' }
  | { kind: 'after'; node: string; output: string }
  | { kind: 'before'; node: string; input: string }
  | { kind: 'slot'; node: string; slot: string }
  | { kind: 'host'; node: string; slot: string }
  | { kind: 'edge'; edge: EdgeDefinition };

/** Adds a node for what it is asked for, wired, at the given point or where there is room. */
export function insert(doc: Doc, node: NodeDefinition, ask: Ask, ports: { input: string; output: string }, at?: Point): Edit {
  const places = placesOf(doc);
  const beside = (id: string, x: number, y: number) => freeSpot(doc, { x: (places[id]?.x ?? 0) + x, y: (places[id]?.y ?? 0) + y });
  switch (ask.kind) {
    case 'after': return all(addNode(node, at ?? beside(ask.node, NODE_WIDTH + GAP_X, 0)), connect(ask.node, ask.output, node.id, ports.input));
    case 'before': return all(addNode(node, at ?? beside(ask.node, -NODE_WIDTH - GAP_X, 0)), connect(node.id, ports.output, ask.node, ask.input));
    case 'slot': return all(addNode(node, at ?? beside(ask.node, 0, NODE_HEIGHT + GAP_Y * 2)), connect(node.id, ask.slot, ask.node, ask.slot));
    case 'host': return all(addNode(node, at ?? beside(ask.node, 0, -NODE_HEIGHT - GAP_Y * 2)), connect(ask.node, ask.slot, node.id, ask.slot));
    case 'edge': {
      const [from, to] = [places[ask.edge.from] ?? { x: 0, y: 0 }, places[ask.edge.to] ?? { x: 0, y: 0 }];
      const gap = to.x - from.x - NODE_WIDTH;
      const need = NODE_WIDTH + GAP_X * 2;
      const forward = gap > 0;
      const spot = forward ? { x: from.x + NODE_WIDTH + Math.max(GAP_X, (gap - NODE_WIDTH) / 2), y: findNode(doc, ask.edge.from) && outputOf(ask.edge) === 'main' ? from.y : to.y } : freeSpot(doc, { x: (from.x + to.x) / 2, y: Math.max(from.y, to.y) + NODE_HEIGHT + GAP_Y });
      return insertOnEdge(node, ask.edge, spot, ports, forward && gap < need ? need - gap : 0);
    }
    default: return addNode(node, at ?? freeSpot(doc, { x: 0, y: 0 }));
  }
}
