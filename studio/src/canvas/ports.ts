import type { Ports } from '@/api/nodes';
import type { EdgeDefinition, NodeDefinition, NodeType } from '@/api/model';
import { inputOf, isAttachmentPort, NODE_HEIGHT, NODE_WIDTH, outputOf, snap } from '@/document/model';

/** A place for sub-nodes, below a card. */
export type Slot = { name: string; several: boolean; required: boolean };

/** Where wires end at a node. `fits` is the slot a sub-node plugs into, for those that are sub-nodes. */
export type NodePorts = { inputs: string[]; outputs: string[]; slots: Slot[]; fits: string | undefined };

/** `ai_tool*` takes several, `ai_model!` must have one. */
const slotOf = (written: string): Slot => ({ name: written.replace(/[*!]+$/, ''), several: written.includes('*'), required: written.includes('!') });

/** The slot a sub-node fits. Its ports may say so; else its type does, as "ai.model.openai" fits "ai_model". */
export function fitOf(type: NodeType, outputs: string[] = type.outputs): string | undefined {
  if (type.kind !== 'attachment') return undefined;
  return outputs.find(isAttachmentPort) ?? `ai_${type.type.split('.')[1] ?? 'tool'}`;
}

/**
 * The ports of a node: those of its type, or the ones its parameters give it, an error output where errors go to one, and whatever its wires name.
 * A type nobody knows has at least the ports its wires need, so that nothing that is drawn is lost.
 */
export function portsOf(node: NodeDefinition, type: NodeType | undefined, wires: { into: EdgeDefinition[]; out: EdgeDefinition[] }, dynamic?: Ports): NodePorts {
  const guess = (wired: boolean) => (type || wired ? [] : ['main']);
  const outputs = [...(dynamic?.outputs ?? type?.outputs ?? guess(wires.out.length > 0))];
  const inputs = [...(dynamic?.inputs ?? type?.inputs ?? guess(wires.into.some(one => !isAttachmentPort(inputOf(one)))))];
  const slots = (type?.attachments ?? []).map(slotOf);
  const plugged = wires.out.find(one => isAttachmentPort(inputOf(one)));
  const fits = type ? fitOf(type, outputs) : plugged && inputOf(plugged);
  for (const one of wires.into) {
    const port = inputOf(one);
    if (isAttachmentPort(port)) {
      if (!slots.some(slot => slot.name === port)) slots.push({ name: port, several: true, required: false });
    } else if (!inputs.includes(port)) inputs.push(port);
  }
  for (const one of wires.out) if (!isAttachmentPort(inputOf(one)) && !outputs.includes(outputOf(one))) outputs.push(outputOf(one));
  if (node.policy?.onError === 'errorOutput' && fits === undefined && !outputs.includes('error')) outputs.push('error');
  return { inputs: fits === undefined ? inputs : [], outputs: fits === undefined ? errorLast(outputs) : [], slots, fits };
}

const errorLast = (outputs: string[]) => (outputs.includes('error') ? [...outputs.filter(port => port !== 'error'), 'error'] : outputs);

/** The edges at each node. */
export function wiresOf(edges: EdgeDefinition[]): (id: string) => { into: EdgeDefinition[]; out: EdgeDefinition[] } {
  const wires = new Map<string, { into: EdgeDefinition[]; out: EdgeDefinition[] }>();
  const at = (id: string) => {
    const known = wires.get(id);
    if (known) return known;
    const made = { into: [], out: [] };
    wires.set(id, made);
    return made;
  };
  for (const edge of edges) {
    at(edge.to).into.push(edge);
    at(edge.from).out.push(edge);
  }
  return at;
}

/** A card grows when a side has more ports than fit. */
export const heightOf = (ports: NodePorts): number => Math.max(NODE_HEIGHT, snap(Math.max(ports.inputs.length, ports.outputs.length) * 24 + 8));

export type PortSpot = { id: string; kind: 'input' | 'output' | 'slot' | 'plug'; x: number; y: number };

/** The middle of every port, from the card's upper left corner. */
export function spotsOf(ports: NodePorts): PortSpot[] {
  const height = heightOf(ports);
  const along = (length: number, at: number, of: number) => (length * (at + 1)) / (of + 1);
  return [
    ...ports.inputs.map((id, at) => ({ id, kind: 'input' as const, x: 0, y: along(height, at, ports.inputs.length) })),
    ...ports.outputs.map((id, at) => ({ id, kind: 'output' as const, x: NODE_WIDTH, y: along(height, at, ports.outputs.length) })),
    ...ports.slots.map((slot, at) => ({ id: slot.name, kind: 'slot' as const, x: along(NODE_WIDTH, at, ports.slots.length), y: height })),
    ...(ports.fits === undefined ? [] : [{ id: ports.fits, kind: 'plug' as const, x: NODE_WIDTH / 2, y: 0 }]),
  ];
}
