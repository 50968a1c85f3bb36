import type { Step } from '@/api/model';
import type { Doc } from '@/document/model';

/** When the workflow of a run cannot be had: what is known from its steps, one beside the other. */
export function docFromSteps(steps: readonly Step[]): Doc {
  const nodes = [...new Map(steps.map(step => [step.nodeId, step])).values()];
  return {
    definition: { nodes: nodes.map(step => ({ id: step.nodeId, type: step.type, name: step.node })), edges: [] },
    layout: { nodes: Object.fromEntries(nodes.map((step, at) => [step.nodeId, { x: (at % 6) * 280, y: Math.floor(at / 6) * 120 }])) },
  };
}

/** The step that is looked at: the one asked for; else the first that failed or waits for somebody, else the last. */
export const stepToShow = (steps: readonly Step[], asked: number | undefined): Step | undefined =>
  steps.find(step => step.id === asked) ?? steps.find(step => step.status === 'failed' || step.status === 'held' || step.status === 'needsDecision') ?? steps.filter(step => step.status !== 'skipped').at(-1) ?? steps.at(-1);

/** Firings of the same node, in their order. */
export const firingsOf = (steps: readonly Step[], step: Step): Step[] => steps.filter(one => one.nodeId === step.nodeId).sort((a, b) => a.number - b.number);
