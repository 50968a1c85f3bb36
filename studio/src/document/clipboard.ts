import type { Definition, JsonObject, Layout, NodeDefinition, StickyNote } from '@/api/model';
import { mapTexts, renameInTemplate } from './expressions';
import type { Edit } from './edit';
import { freshId, freshName, type Doc, type Point } from './model';

/** What Ctrl+C puts on the clipboard, as text that people can send to each other. */
export type Clip = { auterity: 1; nodes: NodeDefinition[]; edges: Definition['edges']; layout: Layout };

/** The chosen nodes and notes, with the edges between them; undefined when there is nothing. */
export function copy(doc: Doc, chosen: ReadonlySet<string>): Clip | undefined {
  const nodes = doc.definition.nodes.filter(node => chosen.has(node.id));
  const notes = (doc.layout.notes ?? []).filter(note => chosen.has(note.id));
  if (nodes.length + notes.length === 0) return undefined;
  return {
    auterity: 1, nodes, edges: doc.definition.edges.filter(one => chosen.has(one.from) && chosen.has(one.to)),
    layout: { nodes: Object.fromEntries(nodes.map(node => [node.id, doc.layout.nodes?.[node.id] ?? { x: 0, y: 0 }])), notes },
  };
}

type Pasted = { kind: 'clip'; clip: Clip } | { kind: 'n8n'; file: JsonObject } | { kind: 'nothing' };

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a text from the clipboard is: nodes of ours, a whole workflow of ours, or something of n8n. */
export function read(text: string): Pasted {
  if (text.length > 5_000_000 || !text.trimStart().startsWith('{')) return { kind: 'nothing' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'nothing' };
  }
  if (!isObject(value)) return { kind: 'nothing' };
  if (Array.isArray(value.nodes) && isObject(value.connections)) return { kind: 'n8n', file: value };
  const source = isObject(value.definition) ? { ...value.definition, layout: value.layout } : value;
  if (!isObject(source) || !Array.isArray(source.nodes)) return { kind: 'nothing' };
  const nodes = source.nodes.filter(isObject).filter(node => typeof node.id === 'string' && typeof node.type === 'string') as unknown as NodeDefinition[];
  const edges = (Array.isArray(source.edges) ? source.edges : []).filter(isObject).filter(one => typeof one.from === 'string' && typeof one.to === 'string') as unknown as Definition['edges'];
  return { kind: 'clip', clip: { auterity: 1, nodes, edges, layout: (isObject(source.layout) ? source.layout : {}) as Layout } };
}

/** Adds a copy under new ids and free names, its upper left corner at the given point. Expressions follow the new names. */
export function paste(doc: Doc, clip: Clip, at: Point): { edit: Edit; ids: string[] } {
  const taken = new Set(doc.definition.nodes.map(node => node.id));
  const names = new Set(doc.definition.nodes.map(node => node.name));
  const idOf = new Map<string, string>();
  const nameOf = new Map<string, string>();
  for (const node of clip.nodes) {
    const name = freshName(names, node.name || node.type);
    names.add(name);
    const id = freshId(taken, name);
    taken.add(id);
    idOf.set(node.id, id);
    nameOf.set(node.name, name);
  }
  const follow = (text: string) => [...nameOf].reduce((changed, [from, to]) => (from === to ? changed : renameInTemplate(changed, from, to)), text);
  const notes = (clip.layout.notes ?? []).map((note): StickyNote => {
    const id = freshId(taken, 'note');
    taken.add(id);
    return { ...note, id };
  });
  const points = [...clip.nodes.map(node => clip.layout.nodes?.[node.id] ?? { x: 0, y: 0 }), ...notes];
  const left = Math.min(...points.map(point => point.x));
  const top = Math.min(...points.map(point => point.y));
  const shifted = (point: Point | undefined) => ({ x: Math.round((at.x + (point?.x ?? left) - left) / 8) * 8, y: Math.round((at.y + (point?.y ?? top) - top) / 8) * 8 });
  const edit: Edit = target => {
    const places = (target.layout.nodes ??= {});
    for (const node of clip.nodes) {
      const id = idOf.get(node.id) as string;
      target.definition.nodes.push({ ...node, id, name: nameOf.get(node.name) ?? node.name, ...(node.parameters ? { parameters: mapTexts(node.parameters, follow) as JsonObject } : {}) });
      places[id] = shifted(clip.layout.nodes?.[node.id]);
    }
    for (const one of clip.edges) {
      const [from, to] = [idOf.get(one.from), idOf.get(one.to)];
      if (from && to) target.definition.edges.push({ ...one, from, to });
    }
    if (notes.length > 0) target.layout.notes = [...(target.layout.notes ?? []), ...notes.map(note => ({ ...note, ...shifted(note) }))];
  };
  return { edit, ids: [...idOf.values(), ...notes.map(note => note.id)] };
}
