import { CircleCheck, CircleDashed, PartyPopper, X } from 'lucide-react';
import { skipToken } from '@reduxjs/toolkit/query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { isProblem } from '@/api/base';
import { useNewestRunsQuery } from '@/api/run-lists';
import { useCreateWorkflowMutation, useGetWorkflowQuery } from '@/api/workflows';
import { cn } from '@/lib/cn';
import { readStored, writeStored } from '@/lib/stored';
import { Button } from '@/ui/button';
import { failed } from '@/ui/toast';
import { firstWorkflow, nextStep, tourSteps, type TourState } from './tour';

const actions = ['Make my first workflow', 'Open it and add a step', 'Open it and run it', 'Look at the run'];

/** The way to a workflow that one has built and run. What is done shows by itself. */
export function TourCard({ fresh }: { fresh: boolean }) {
  const [state, setState] = useState<TourState>(() => readStored<TourState>('tour', {}));
  const [create, { isLoading }] = useCreateWorkflowMutation();
  const { currentData: workflow } = useGetWorkflowQuery(state.id ?? skipToken, { refetchOnMountOrArgChange: true });
  const { currentData: runs } = useNewestRunsQuery(state.id ? { workflowId: state.id, limit: 1 } : skipToken, { refetchOnMountOrArgChange: true });
  const navigate = useNavigate();
  const keep = (next: TourState) => {
    setState(next);
    writeStored('tour', next);
  };
  if (state.closed || (!fresh && !state.id)) return null;
  const run = runs?.items[0];
  const steps = tourSteps({ made: !!workflow, nodes: workflow?.definition.nodes?.length ?? 0, ran: !!run, looked: !!state.looked });
  const next = nextStep(steps);
  const go = async () => {
    if (next === 0) {
      const { data, error } = await create(firstWorkflow);
      if (isProblem(error)) failed(error);
      if (!data) return;
      keep({ id: data.id, begun: Date.now() });
      await navigate(`/workflows/${data.id}?tour=1`);
    } else if (next === 3 && run) {
      keep({ ...state, looked: true });
      await navigate(`/runs/${run.id}`);
    } else if (state.id) await navigate(`/workflows/${state.id}?tour=1`);
  };
  return (
    <section aria-label="First steps" className="rounded-card border border-accent/50 bg-accent-soft p-4">
      <div className="flex items-start gap-3">
        <div className="flex-1"><h2 className="text-section font-semibold">{next === undefined ? 'You built a workflow and ran it' : 'Build your first workflow in two minutes'}</h2><p className="text-n11">{next === undefined ? 'From here on: templates for ideas, N for the next workflow, Ctrl+K for everything.' : 'Four steps, and none of them can break anything.'}</p></div>
        <Button look="quiet" size="icon" title="Close the first steps" onClick={() => keep({ ...state, closed: true })}><X /></Button>
      </div>
      <ol className="mt-3 grid gap-3 md:grid-cols-4">
        {steps.map((step, at) => (
          <li key={step.name} aria-current={at === next ? 'step' : undefined} className={cn('rounded-card border bg-n1 p-3', at === next ? 'border-accent' : 'border-n5')}>
            <div className="flex items-center gap-1.5 font-medium">{step.done ? <CircleCheck className="size-4 text-succeeded" /> : <CircleDashed className="size-4 text-n9" />}<span>{at + 1}. {step.name}</span>{step.done && <span className="sr-only">(done)</span>}</div>
            <p className="mt-1 text-meta text-n11">{step.text}</p>
          </li>
        ))}
      </ol>
      <div className="mt-3 flex items-center gap-3">{next === undefined ? <><PartyPopper aria-hidden className="size-4 text-accent" /><Button onClick={() => keep({ ...state, closed: true })}>Close</Button></> : <Button look="primary" disabled={isLoading} onClick={() => void go()}>{actions[next]}</Button>}</div>
    </section>
  );
}
