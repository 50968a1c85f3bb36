import type { Json } from '@/api/model';
import type { Doc } from '@/document/model';

/** Ids of the nodes in whose name, type, notes or parameters a text occurs, in any case. */
export function found(doc: Doc, text: string): Set<string> {
  const wanted = text.trim().toLowerCase();
  return new Set(doc.definition.nodes.filter(node => [node.name, node.type, node.notes ?? ''].some(part => part.toLowerCase().includes(wanted)) || inside(node.parameters, wanted)).map(node => node.id));
}

function inside(value: Json | undefined, wanted: string): boolean {
  if (typeof value === 'string') return value.toLowerCase().includes(wanted);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value) === wanted;
  return typeof value === 'object' && value !== null && Object.values(value).some(part => inside(part, wanted));
}
