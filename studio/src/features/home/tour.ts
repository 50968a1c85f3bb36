import type { Layout } from '@/api/model';

/** What the browser remembers of the tour. */
export type TourState = { id?: string; begun?: number; looked?: boolean; closed?: boolean };
export type TourFacts = { made: boolean; nodes: number; ran: boolean; looked: boolean };
export type TourStep = { name: string; text: string; done: boolean };

/** The four steps and which of them are done, as the server sees it. */
export const tourSteps = ({ made, nodes, ran, looked }: TourFacts): TourStep[] => [
  { name: 'Make a workflow', text: 'It begins with a trigger that you start by hand.', done: made },
  { name: 'Add a step to it', text: 'Press N on the canvas, choose “Set fields”, and give it a field such as greeting = Hello.', done: made && nodes > 1 },
  { name: 'Run it', text: 'Ctrl+Enter runs it. Every step shows what it handed on.', done: made && ran },
  { name: 'Look at the run', text: 'Each run is kept: its time line, what went into each step, what came out.', done: made && ran && looked },
];

/** The first step that is not done; undefined at the end. */
export const nextStep = (steps: readonly TourStep[]): number | undefined => {
  const at = steps.findIndex(step => !step.done);
  return at < 0 ? undefined : at;
};

export const firstWorkflow = {
  name: 'My first workflow',
  definition: { nodes: [{ id: 'start', type: 'trigger.manual', name: 'Start' }], edges: [] },
  layout: {
    nodes: { start: { x: 0, y: 0 } },
    notes: [{ id: 'hints', x: 0, y: 120, width: 320, height: 176, color: 'yellow', text: '**Your first workflow**\n\n1. Press **N** and choose *Set fields*\n2. Give it a field, such as `greeting` = `Hello`\n3. **Ctrl+Enter** runs it\n\nThis note can go when you are done.' }],
  } satisfies Layout,
};
