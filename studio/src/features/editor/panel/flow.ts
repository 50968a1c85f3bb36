import type { EdgeDefinition } from '@/api/model';
import { inputOf, isAttachmentEdge, outputOf, type Doc } from '@/document/model';
import { upstream } from '@/document/edit';

/** Where data of a node may come from. */
export type Source = { key: string; nodeId: string; name: string; port: string; /** Input port it is wired to; none for nodes further up. */ input: string | undefined };

/** The nodes before and after one, along the flow; a sub-node's next is its host. */
export function neighbours(doc: Doc, nodeId: string): { previous: string[]; next: string[] } {
  const edges = doc.definition.edges.filter(edge => edge.from !== edge.to);
  const first = (list: EdgeDefinition[]) => [...list].sort((a, b) => Number(isAttachmentEdge(a)) - Number(isAttachmentEdge(b)));
  return {
    previous: [...new Set(first(edges.filter(edge => edge.to === nodeId)).map(edge => edge.from))],
    next: [...new Set(first(edges.filter(edge => edge.from === nodeId)).map(edge => edge.to))],
  };
}

/** What is wired to a node, port by port; then everything further up, nearest first. */
export function sourcesOf(doc: Doc, nodeId: string): Source[] {
  const names = new Map(doc.definition.nodes.map(node => [node.id, node.name]));
  const flow = doc.definition.edges.filter(edge => !isAttachmentEdge(edge) && names.has(edge.from));
  const source = (edge: EdgeDefinition, input: string | undefined): Source => ({ key: `${edge.from} ${outputOf(edge)} ${input ?? ''}`, nodeId: edge.from, name: names.get(edge.from) ?? edge.from, port: outputOf(edge), input });
  const direct = flow.filter(edge => edge.to === nodeId).map(edge => source(edge, inputOf(edge)));
  const before = upstream(doc, nodeId);
  const further: Source[] = [];
  const known = new Set(direct.map(one => one.nodeId));
  // Breadth first: what is nearest comes first.
  const queue = [...known];
  const seen = new Set([...queue, nodeId]);
  for (const id of queue) for (const edge of flow) {
    if (edge.to !== id || seen.has(edge.from) || !before.has(edge.from)) continue;
    seen.add(edge.from);
    queue.push(edge.from);
    further.push(source(edge, undefined));
  }
  return [...direct, ...further];
}

/** Whether $json reads from the source: it is wired to the input that items come by. */
export const isOwnInput = (source: Source, sources: Source[]): boolean => source.input !== undefined && source.input === sources[0]?.input;
