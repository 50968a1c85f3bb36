import type { Edge, Node } from '@xyflow/react';
import { Position } from '@xyflow/react';
import type { Ports } from '@/api/nodes';
import type { EdgeDefinition, NodeDefinition, NodeGroup, NodeType, StickyNote } from '@/api/model';
import { placesOf } from '@/document/arrange';
import { edgeKey, inputOf, isAttachmentEdge, NODE_HEIGHT, NODE_WIDTH, outputOf, type Doc, type Point } from '@/document/model';
import { heightOf, portsOf, spotsOf, wiresOf, type NodePorts } from './ports';
import type { EdgeOverlay, Mark, NodeOverlay, RunOverlay } from './types';

export type CardData = { node: NodeDefinition; type: NodeType | undefined; known: boolean; ports: NodePorts; overlay: NodeOverlay | undefined; mark: Mark | undefined; fault: 'error' | 'warning' | undefined };
export type CardNode = Node<CardData, 'card'>;
export type NoteNode = Node<{ note: StickyNote }, 'note'>;
export type GroupNode = Node<{ group: NodeGroup; worst: string | undefined }, 'box'>;
export type CanvasNode = CardNode | NoteNode | GroupNode;
export type WireData = { edge: EdgeDefinition; overlay: EdgeOverlay | undefined; mark: 'added' | 'removed' | undefined; attachment: boolean; back: boolean; dim: boolean; [key: string]: unknown };
export type WireEdge = Edge<WireData, 'wire'>;

export type FlowInput = {
  doc: Doc;
  /** Node types by `type@version`; undefined while they are not known yet. */
  types: ReadonlyMap<string, NodeType> | undefined;
  dynamic?: Record<string, Ports | undefined> | undefined;
  overlay?: RunOverlay | undefined;
  marks?: Record<string, Mark> | undefined;
  edgeMarks?: Record<string, 'added' | 'removed'> | undefined;
  faults?: Record<string, 'error' | 'warning'> | undefined;
};

export type Flow = { nodes: CanvasNode[]; edges: WireEdge[] };

// Sizes are known, so nothing has to be drawn first to be measured: what is out of sight counts for "show everything", too.
const PORT = 10;
const GROUP_PADDING = 24;
const GROUP_HEAD = 32;

export const typeKey = (node: { type: string; version?: number | undefined }) => `${node.type}@${node.version ?? 1}`;

/**
 * Turns documents into what React Flow draws, one after the other. What has not changed since the last time is the same object,
 * so that React draws only what has.
 */
export function createFlow(): (input: FlowInput) => Flow {
  const nodesBefore = new Map<string, { key: unknown[]; made: CanvasNode }>();
  const edgesBefore = new Map<string, { key: unknown[]; made: WireEdge }>();

  return input => {
    const { doc, types, dynamic, overlay, marks, edgeMarks, faults } = input;
    const places = placesOf(doc);
    const wires = wiresOf(doc.definition.edges);
    const groups = doc.layout.groups ?? [];
    const folded = new Map(groups.filter(group => group.collapsed).flatMap(group => group.nodes.map(id => [id, group] as const)));
    const keep = keeper(nodesBefore);
    const keepEdge = keeper(edgesBefore);
    const heights = new Map<string, number>();

    const cards = doc.definition.nodes.map((node): CanvasNode => {
      const type = types?.get(typeKey(node));
      const ports = portsOf(node, type, wires(node.id), dynamic?.[node.id]);
      const place = places[node.id] ?? { x: 0, y: 0 };
      const height = heightOf(ports);
      heights.set(node.id, height);
      const hidden = folded.has(node.id);
      const [nodeOverlay, mark, fault] = [overlay?.nodes[node.id], marks?.[node.id], faults?.[node.id]];
      return keep(node.id, [node, type, types !== undefined, JSON.stringify(ports), place.x, place.y, hidden, overlayKey(nodeOverlay), mark, fault], () => ({
        id: node.id, type: 'card', position: { x: place.x, y: place.y }, width: NODE_WIDTH, height, measured: { width: NODE_WIDTH, height }, hidden, handles: handlesOf(ports), zIndex: 1,
        ariaLabel: labelOf(node, type, nodeOverlay), data: { node, type, known: types !== undefined, ports, overlay: nodeOverlay, mark, fault },
      }));
    });

    const boxes = groups.flatMap((group): CanvasNode[] => {
      const members = group.nodes.flatMap(id => (places[id] && heights.has(id) ? [{ at: places[id] as Point, height: heights.get(id) ?? NODE_HEIGHT, status: overlay?.nodes[id]?.status }] : []));
      if (members.length === 0) return [];
      const box = boxOf(members, group.collapsed === true);
      const worst = group.collapsed ? worstOf(members.map(member => member.status)) : undefined;
      return [keep(group.id, [group, box.x, box.y, box.width, box.height, worst], () => ({
        id: group.id, type: 'box', position: { x: box.x, y: box.y }, width: box.width, height: box.height, measured: { width: box.width, height: box.height }, zIndex: group.collapsed ? 1 : -2, ariaLabel: `Group ${group.name}, ${group.nodes.length} nodes`,
        ...(group.collapsed ? { handles: handlesOf({ inputs: ['main'], outputs: ['main'], slots: [], fits: undefined }) } : {}), data: { group, worst },
      }))];
    });

    const notes = (doc.layout.notes ?? []).map((note): CanvasNode => keep(note.id, [note], () => ({
      id: note.id, type: 'note', position: { x: note.x, y: note.y }, width: note.width, height: note.height, measured: { width: note.width, height: note.height }, zIndex: -1, ariaLabel: `Note: ${note.text.slice(0, 80)}`, data: { note },
    })));

    const there = new Set(doc.definition.nodes.map(node => node.id));
    const edges: WireEdge[] = [];
    for (const edge of doc.definition.edges) {
      if (!there.has(edge.from) || !there.has(edge.to)) continue;
      const [from, to] = [folded.get(edge.from), folded.get(edge.to)];
      if (from && from === to) continue;
      const id = edgeKey(edge);
      const attachment = isAttachmentEdge(edge);
      const [a, b] = [places[edge.from], places[edge.to]];
      const back = !attachment && !from && !to && (edge.from === edge.to || (a !== undefined && b !== undefined && b.x < a.x + NODE_WIDTH / 2));
      const shown = overlay?.edges[id];
      const dim = marks?.[edge.from] === 'dim' || marks?.[edge.to] === 'dim';
      edges.push(keepEdge(id, [edge, from?.id, to?.id, back, shown?.items, shown?.active, shown?.dead, edgeMarks?.[id], dim], () => ({
        id, type: 'wire', source: from?.id ?? edge.from, target: to?.id ?? edge.to, zIndex: 0,
        sourceHandle: from ? 'output:main' : attachment ? `plug:${inputOf(edge)}` : `output:${outputOf(edge)}`, targetHandle: to ? 'input:main' : attachment ? `slot:${inputOf(edge)}` : `input:${inputOf(edge)}`,
        data: { edge, overlay: shown, mark: edgeMarks?.[id], attachment, back, dim },
      })));
    }
    nodesBefore.forEach((_, id) => { if (!keep.used.has(id)) nodesBefore.delete(id); });
    edgesBefore.forEach((_, id) => { if (!keepEdge.used.has(id)) edgesBefore.delete(id); });
    return { nodes: [...boxes, ...notes, ...cards], edges };
  };
}

/** Hands out what was made before as long as what it was made of is the same. */
function keeper<T>(before: Map<string, { key: unknown[]; made: T }>) {
  const used = new Set<string>();
  const keep = (id: string, key: unknown[], make: () => T): T => {
    used.add(id);
    const known = before.get(id);
    if (known && known.key.length === key.length && known.key.every((part, at) => Object.is(part, key[at]))) return known.made;
    const made = make();
    before.set(id, { key, made });
    return made;
  };
  return Object.assign(keep, { used });
}

const overlayKey = (overlay: NodeOverlay | undefined) => overlay && JSON.stringify(overlay);

const severity = ['failed', 'needsDecision', 'held', 'running', 'retrying', 'waiting', 'ready', 'cancelled', 'succeeded', 'skipped'];
const worstOf = (all: (string | undefined)[]) => severity.find(status => all.includes(status));

function boxOf(members: { at: Point; height: number }[], collapsed: boolean) {
  const x = Math.min(...members.map(member => member.at.x));
  const y = Math.min(...members.map(member => member.at.y));
  if (collapsed) return { x, y, width: NODE_WIDTH, height: NODE_HEIGHT };
  const right = Math.max(...members.map(member => member.at.x + NODE_WIDTH));
  const bottom = Math.max(...members.map(member => member.at.y + member.height));
  return { x: x - GROUP_PADDING, y: y - GROUP_PADDING - GROUP_HEAD, width: right - x + GROUP_PADDING * 2, height: bottom - y + GROUP_PADDING * 2 + GROUP_HEAD };
}

const sides = { input: Position.Left, output: Position.Right, slot: Position.Bottom, plug: Position.Top };

/** Port positions before anything is measured: edges are drawn to nodes that are out of sight, too. */
const handlesOf = (ports: NodePorts) => spotsOf(ports).map(({ id, kind, x, y }) => ({
  id: `${kind}:${id}`, type: kind === 'input' || kind === 'slot' ? ('target' as const) : ('source' as const), position: sides[kind], x: x - PORT / 2, y: y - PORT / 2, width: PORT, height: PORT,
}));

const labelOf = (node: NodeDefinition, type: NodeType | undefined, overlay: NodeOverlay | undefined) =>
  [node.name, type?.name ?? node.type, node.disabled && 'disabled', node.pin !== undefined && 'pinned', node.breakpoint && 'breakpoint', overlay?.status].filter(Boolean).join(', ');
