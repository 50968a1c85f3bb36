import type { Item, Json, Step } from '@/api/model';
import type { TestRun } from '@/api/runs';
import { downstream, upstream } from '@/document/edit';
import { isAttachmentEdge, type Doc } from '@/document/model';

export type RunMode = 'all' | 'node' | 'upTo';

/** How a test run of the draft is started: the whole of it, up to a node, or one node with what ran before it given as it was. */
export function planRun(doc: Doc, mode: RunMode, node: string | undefined, steps: Step[], input: Json | undefined): Omit<TestRun, 'id'> {
  const breakpoints = stepable(doc);
  const plan = { draft: doc.definition, ...(input === undefined ? {} : { input }), ...(breakpoints.length > 0 ? { breakpoints } : {}) };
  if (mode === 'all' || node === undefined) return plan;
  // Somebody who asks for one node does not want to be stopped on the way.
  const { breakpoints: _, ...rest } = plan;
  const draft = { ...doc.definition, nodes: doc.definition.nodes.map(({ breakpoint: __, ...one }) => one) };
  const until = { ...rest, draft, until: node };
  return mode === 'node' ? { ...until, pins: pinsFor(doc, node, steps) } : until;
}

/** What the nodes before one gave last, where they gave it through one output only: a pin knows no ports. */
export function pinsFor(doc: Doc, node: string, steps: Step[]): Record<string, Json> {
  const before = upstream(doc, node);
  before.delete(node);
  const pins: Record<string, Json> = {};
  for (const step of steps) {
    const ports = Object.entries(step.outputs).filter(([, port]) => port.count > 0);
    const [port] = ports;
    if (!before.has(step.nodeId) || step.status !== 'succeeded' || ports.length !== 1 || !port || port[0] !== 'main') continue;
    if (port[1].hidden || port[1].items.length < port[1].count || port[1].items.some(item => item.binary)) continue;
    if (doc.definition.nodes.find(one => one.id === step.nodeId)?.pin === undefined) pins[step.nodeId] = jsonOf(port[1].items);
  }
  return pins;
}

const jsonOf = (items: Item[]): Json[] => items.map(item => item.json);

/** Nodes a run can stop before once it has stopped at a breakpoint: stepping over goes to the next of them. */
export function stepable(doc: Doc): string[] {
  const stops = doc.definition.nodes.filter(node => node.breakpoint && !node.disabled);
  if (stops.length === 0) return [];
  const sub = new Set(doc.definition.edges.filter(isAttachmentEdge).map(edge => edge.from));
  const reached = new Set(stops.flatMap(node => [...downstream(doc, node.id)]));
  return [...reached].filter(id => !sub.has(id));
}

/** Whether a run waits for the person who steps through it, or has stopped only so that it could be stepped. */
export const isOwnStop = (doc: Doc, node: string): boolean => doc.definition.nodes.some(one => one.id === node && one.breakpoint);
