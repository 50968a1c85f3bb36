import type { Definition, EdgeDefinition, Json, NodeDefinition } from '@/api/model';
import { edgeKey } from './model';

export type Change = { path: string; before: Json | undefined; after: Json | undefined };
export type NodeChange = { id: string; name: string; kind: 'added' | 'removed' | 'changed'; changes: Change[] };
export type Diff = { nodes: NodeChange[]; edges: { edge: EdgeDefinition; kind: 'added' | 'removed' }[]; settings: Change[] };

/** What differs from one definition to another: nodes by id, edges by their ends, values by path. */
export function diff(before: Definition, after: Definition): Diff {
  const old = new Map(before.nodes.map(node => [node.id, node]));
  const now = new Map(after.nodes.map(node => [node.id, node]));
  const nodes: NodeChange[] = [];
  for (const node of after.nodes) {
    const was = old.get(node.id);
    if (!was) nodes.push({ id: node.id, name: node.name, kind: 'added', changes: [] });
    else {
      const changes = valueChanges(bare(was), bare(node));
      if (changes.length > 0) nodes.push({ id: node.id, name: node.name, kind: 'changed', changes });
    }
  }
  for (const node of before.nodes) if (!now.has(node.id)) nodes.push({ id: node.id, name: node.name, kind: 'removed', changes: [] });
  const oldEdges = new Map(before.edges.map(edge => [edgeKey(edge), edge]));
  const newEdges = new Map(after.edges.map(edge => [edgeKey(edge), edge]));
  return {
    nodes,
    edges: [
      ...[...newEdges].filter(([key]) => !oldEdges.has(key)).map(([, edge]) => ({ edge, kind: 'added' as const })),
      ...[...oldEdges].filter(([key]) => !newEdges.has(key)).map(([, edge]) => ({ edge, kind: 'removed' as const })),
    ],
    settings: valueChanges((before.settings ?? {}) as Json, (after.settings ?? {}) as Json),
  };
}

/** A node without its id, which says nothing. */
const bare = ({ id: _, ...node }: NodeDefinition): Json => node as unknown as Json;

/** Paths whose values differ; lists are compared by position. */
export function valueChanges(before: Json | undefined, after: Json | undefined, path = ''): Change[] {
  if (before === after) return [];
  if (isBranch(before) && isBranch(after) && Array.isArray(before) === Array.isArray(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap(key => valueChanges((before as { [key: string]: Json })[key], (after as { [key: string]: Json })[key], path === '' ? key : `${path}.${key}`));
  }
  return [{ path, before, after }];
}

const isBranch = (value: Json | undefined): value is Json[] | { [key: string]: Json } => typeof value === 'object' && value !== null;
