import type { EdgeDefinition, Json } from '@/api/model';
import { useEditing } from '@/document/hooks';
import { selectDoc } from '@/document/slice';
import type { Stop } from './flow';

export type Outline = { nodes: (Stop & { pin: Json | undefined })[]; edges: EdgeDefinition[] };

const same = (a: Outline, b: Outline) => a.edges === b.edges && a.nodes.length === b.nodes.length && a.nodes.every((node, at) => { const other = b.nodes[at]; return node.id === other?.id && node.name === other.name && node.pin === other.pin; });

/** Names, wires and pins: what stays as it is while somebody types into a parameter. */
export const useOutline = (): Outline => useEditing(state => {
  const { nodes, edges } = selectDoc(state).definition;
  return { nodes: nodes.map(({ id, name, pin }) => ({ id, name, pin })), edges };
}, same);
