import type { ElkNode } from 'elkjs/lib/elk-api.js';
import type { NodePorts } from '@/canvas/ports';
import { inputOf, isAttachmentEdge, NODE_WIDTH, outputOf, snap, type Doc, type Point } from '@/document/model';
import { placesOf } from '@/document/arrange';

export type Card = { height: number; ports: NodePorts };

const SUB_X = 24;
const SUB_Y = 72;

const options = {
  'elk.algorithm': 'layered', 'elk.direction': 'RIGHT', 'elk.spacing.nodeNode': '48', 'elk.layered.spacing.nodeNodeBetweenLayers': '80', 'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX', 'elk.layered.crossingMinimization.forceNodeModelOrder': 'false', 'elk.separateConnectedComponents': 'true', 'elk.spacing.componentComponent': '72',
};

type Block = { width: number; height: number; inside: Record<string, Point> };

/** A host and the sub-nodes below it take their place together. */
export function blockOf(id: string, subs: (host: string) => string[], height: (id: string) => number, above: ReadonlySet<string> = new Set()): Block {
  const seen = new Set([...above, id]);
  const below = subs(id).filter(sub => !seen.has(sub)).map(sub => ({ sub, block: blockOf(sub, subs, height, seen) }));
  const inside: Record<string, Point> = { [id]: { x: 0, y: 0 } };
  const top = height(id) + SUB_Y;
  let x = 0;
  for (const { block } of below) {
    for (const [name, at] of Object.entries(block.inside)) inside[name] = { x: at.x + x, y: at.y + top };
    x += block.width + SUB_X;
  }
  return { width: Math.max(NODE_WIDTH, x - SUB_X), height: below.length === 0 ? height(id) : top + Math.max(...below.map(one => one.block.height)), inside };
}

/** Places for all nodes, or for the chosen ones, from left to right with few crossings. The upper left corner stays where it was. */
export async function tidy(doc: Doc, cards: (id: string) => Card | undefined, only?: ReadonlySet<string>): Promise<Record<string, Point>> {
  const ids = doc.definition.nodes.map(node => node.id).filter(id => !only || only.has(id));
  const wanted = new Set(ids);
  if (ids.length === 0) return {};
  const height = (id: string) => cards(id)?.height ?? 56;
  const edges = doc.definition.edges.filter(edge => wanted.has(edge.from) && wanted.has(edge.to));
  const hosted = new Set(edges.filter(isAttachmentEdge).map(edge => edge.from));
  const subs = (host: string) => [...new Set(edges.filter(edge => isAttachmentEdge(edge) && edge.to === host).map(edge => edge.from))];
  const blocks = new Map(ids.filter(id => !hosted.has(id)).map(id => [id, blockOf(id, subs, height)]));
  const port = (id: string, side: 'EAST' | 'WEST', name: string, at: number) => ({ id: `${id}\u0001${side}\u0001${name}`, width: 1, height: 1, layoutOptions: { 'elk.port.side': side, 'elk.port.index': String(side === 'EAST' ? at : -at) } });
  const graph: ElkNode = {
    id: 'root', layoutOptions: options,
    children: [...blocks].map(([id, { width, height: tall }]) => ({
      id, width, height: tall, layoutOptions: { 'elk.portConstraints': 'FIXED_ORDER' },
      ports: [...(cards(id)?.ports.inputs ?? ['main']).map((name, at) => port(id, 'WEST', name, at)), ...(cards(id)?.ports.outputs ?? ['main']).map((name, at) => port(id, 'EAST', name, at))],
    })),
    edges: edges.filter(edge => !isAttachmentEdge(edge) && blocks.has(edge.from) && blocks.has(edge.to)).map((edge, at) => ({
      id: String(at), sources: [known(cards(edge.from)?.ports.outputs, outputOf(edge)) ? `${edge.from}\u0001EAST\u0001${outputOf(edge)}` : edge.from], targets: [known(cards(edge.to)?.ports.inputs, inputOf(edge)) ? `${edge.to}\u0001WEST\u0001${inputOf(edge)}` : edge.to],
    })),
  };
  const { layoutGraph } = await import('./elk');
  const laid = await layoutGraph(graph);
  const places = placesOf(doc);
  const before = ids.map(id => places[id] ?? { x: 0, y: 0 });
  const [left, top] = [Math.min(...before.map(at => at.x)), Math.min(...before.map(at => at.y))];
  const minX = Math.min(...(laid.children ?? []).map(child => child.x ?? 0));
  const minY = Math.min(...(laid.children ?? []).map(child => child.y ?? 0));
  const moved: Record<string, Point> = {};
  for (const child of laid.children ?? []) for (const [id, at] of Object.entries(blocks.get(child.id)?.inside ?? {})) moved[id] = { x: snap(left + (child.x ?? 0) - minX + at.x), y: snap(top + (child.y ?? 0) - minY + at.y) };
  return moved;
}

const known = (ports: string[] | undefined, name: string) => (ports ?? ['main']).includes(name);
