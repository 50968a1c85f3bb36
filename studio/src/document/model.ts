import type { Definition, EdgeDefinition, Layout, NodeDefinition } from '@/api/model';

/** What is edited: what runs, and how it looks. */
export type Doc = { definition: Definition; layout: Layout };

export type Point = { x: number; y: number };

export const NODE_WIDTH = 220;
export const NODE_HEIGHT = 56;
export const GRID = 8;

export const snap = (value: number) => Math.round(value / GRID) * GRID;

export const outputOf = (edge: EdgeDefinition) => edge.output ?? 'main';
export const inputOf = (edge: EdgeDefinition) => edge.input ?? 'main';

/** Inputs named so plug a sub-node into its host; they are no part of the flow. */
export const isAttachmentPort = (port: string) => port.startsWith('ai_');
export const isAttachmentEdge = (edge: EdgeDefinition) => isAttachmentPort(inputOf(edge));

/** One text for one edge; two edges are never the same. */
export const edgeKey = (edge: EdgeDefinition) => `${edge.from}\u0001${outputOf(edge)}\u0001${edge.to}\u0001${inputOf(edge)}`;

export const sameEdge = (a: EdgeDefinition, b: EdgeDefinition) => edgeKey(a) === edgeKey(b);

/** Ports that are "main" are not written. */
export function edge(from: string, output: string, to: string, input: string): EdgeDefinition {
  return { from, to, ...(output === 'main' ? {} : { output }), ...(input === 'main' ? {} : { input }) };
}

export const findNode = (doc: Doc, id: string): NodeDefinition | undefined => doc.definition.nodes.find(node => node.id === id);

export const placeOf = (doc: Doc, id: string): Point => doc.layout.nodes?.[id] ?? { x: 0, y: 0 };

/** An id that nobody in the document has yet: short, readable, and without meaning. */
export function freshId(taken: Iterable<string>, base: string): string {
  const known = new Set(taken);
  const stem = base.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 40) || 'node';
  if (!known.has(stem)) return stem;
  for (let n = 2; ; n++) if (!known.has(`${stem}-${n}`)) return `${stem}-${n}`;
}

/** "HTTP request", "HTTP request 2", … */
export function freshName(taken: Iterable<string>, base: string): string {
  const known = new Set(taken);
  if (!known.has(base)) return base;
  const stem = base.replace(/ \d+$/, '');
  for (let n = 2; ; n++) if (!known.has(`${stem} ${n}`)) return `${stem} ${n}`;
}
