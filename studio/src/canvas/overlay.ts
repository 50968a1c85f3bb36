import type { Items, Step } from '@/api/model';
import { edgeKey, inputOf, isAttachmentEdge, outputOf, type Doc } from '@/document/model';
import type { EdgeOverlay, NodeOverlay, RunOverlay } from './types';

const working = new Set(['ready', 'running', 'waiting', 'retrying', 'held', 'needsDecision']);
const total = (ports: Record<string, Items>) => Object.values(ports).reduce((sum, port) => sum + port.count, 0);

/** What a run did, by node and edge: of nodes that fired often the picked firing, else the last. */
export function overlayOf(doc: Doc, steps: Step[], picked: Record<string, number> = {}): RunOverlay {
  const fired = new Map<string, Step[]>();
  for (const step of steps) {
    const known = fired.get(step.nodeId);
    if (known) known.push(step);
    else fired.set(step.nodeId, [step]);
  }
  const shown = new Map<string, Step>();
  const nodes: Record<string, NodeOverlay> = {};
  for (const [id, all] of fired) {
    const at = picked[id] === undefined ? all.length - 1 : Math.max(0, all.findIndex(step => step.number === picked[id]));
    const step = all[at] as Step;
    shown.set(id, step);
    nodes[id] = nodeOverlay(step, all.length, at);
  }
  const edges: Record<string, EdgeOverlay> = {};
  if (steps.length > 0) for (const edge of doc.definition.edges) {
    const [from, to] = [shown.get(edge.from), shown.get(edge.to)];
    if (isAttachmentEdge(edge)) {
      if (to) edges[edgeKey(edge)] = { items: 0, active: to.status === 'running', dead: to.status === 'skipped' };
      continue;
    }
    const items = from?.outputs[outputOf(edge)]?.count ?? 0;
    const done = from !== undefined && !working.has(from.status);
    const waits = to !== undefined && working.has(to.status) && to.inputs[inputOf(edge)] !== undefined;
    edges[edgeKey(edge)] = { items, active: (items > 0 && waits) || (from?.status === 'running' && items > 0), dead: done && items === 0 };
  }
  return { nodes, edges };
}

function nodeOverlay(step: Step, firings: number, at: number): NodeOverlay {
  const { startedAt, finishedAt } = step;
  return {
    status: step.status,
    items: total(step.outputs),
    milliseconds: startedAt && finishedAt ? Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt)) : undefined,
    attempts: step.attempts > 1 ? step.attempts : undefined,
    firings, shown: at,
    message: step.error?.message ?? step.warnings?.[0]?.message,
  };
}
