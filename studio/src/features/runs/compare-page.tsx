import { ArrowLeftRight } from 'lucide-react';
import { skipToken } from '@reduxjs/toolkit/query';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { isProblem, type Problem } from '@/api/base';
import { useWatch } from '@/api/live';
import type { Run, Step } from '@/api/model';
import { useGetRunQuery, useListStepsQuery } from '@/api/runs';
import { useAddress } from '@/lib/use-address';
import { useMedia } from '@/lib/use-media';
import { Button } from '@/ui/button';
import { Empty } from '@/ui/empty';
import { LoadingRows } from '@/ui/loading';
import { PageFrame } from '@/ui/page';
import { ProblemView } from '@/ui/problem';
import { Split } from '@/ui/split';
import { Status } from '@/ui/status';
import { Time } from '@/ui/time';
import { pairsOf, type Pair } from './compare';
import { ComparedStep } from './compared-step';
import { CompareList } from './compare-list';
import { Elapsed } from './elapsed';
import { extentOf, lanesOf } from './gantt';
import { isOver } from './run-filters';
import { Timeline } from './timeline';
import { WorkflowName } from './workflow-name';

/** Two runs held against each other: on one axis of time, step by step, value by value. */
export function ComparePage() {
  const [address, change] = useAddress();
  const a = useSide(address.get('a'));
  const b = useSide(address.get('b'));
  const problem = a.problem ?? b.problem;
  const swap = () => change({ a: address.get('b') ?? '', b: address.get('a') ?? '' });
  return (
    <PageFrame title="Compare two runs" actions={<Button onClick={swap}><ArrowLeftRight />Swap</Button>}>
      {!address.get('a') || !address.get('b') ? <Empty title="Choose two runs" text="Tick two runs in the list, then Compare."><Button asChild look="primary"><Link to="/runs">To the runs</Link></Button></Empty>
        : problem ? <ProblemView problem={problem.status === 404 ? { ...problem, title: 'A run is gone', detail: 'One of the two runs was deleted, or its address is wrong. Choose two others.' } : problem} onRetry={() => { a.again(); b.again(); }} />
        : a.run && b.run && a.steps && b.steps ? <Compared a={{ run: a.run, steps: a.steps }} b={{ run: b.run, steps: b.steps }} /> : <LoadingRows />}
    </PageFrame>
  );
}

function useSide(id: string | null): { run: Run | undefined; steps: Step[] | undefined; problem: Problem | undefined; again: () => void } {
  useWatch('run', id ?? undefined);
  const run = useGetRunQuery(id ?? skipToken);
  const steps = useListStepsQuery(id ?? skipToken);
  const error = run.error ?? steps.error;
  return { run: run.currentData, steps: steps.currentData?.steps, problem: isProblem(error) ? error : undefined, again: () => { void run.refetch(); void steps.refetch(); } };
}

type Side = { run: Run; steps: Step[] };

function Compared({ a, b }: { a: Side; b: Side }) {
  const [address, change] = useAddress();
  const pairs = useMemo(() => pairsOf(a.steps, b.steps, a.run.workflowId !== b.run.workflowId), [a, b]);
  const chosen = pairs.find(pair => pair.key === address.get('at')) ?? pairs.find(pair => pair.differs.length > 0) ?? pairs[0];
  const reach = Math.max(...[a, b].map(({ run, steps }) => extentOf(lanesOf(steps, Date.parse(run.startedAt)), undefined)));
  const choose = (pair: Pair | undefined) => { if (pair) change({ at: pair.key }); };
  const wide = useMedia('(min-width: 900px)');
  const differing = useMemo(() => pairs.filter(pair => pair.differs.length > 0), [pairs]);
  return (
    <Split name="compare.step" label="Width of the difference" direction={wide ? 'row' : 'column'} size={440} least={240}
      first={<Split name="compare.list" label="Height of the steps" direction="column" size={300} least={120}
        first={<div className="flex h-full flex-col">
          {[{ side: a, name: 'A' as const }, { side: b, name: 'B' as const }].map(({ side: { run, steps }, name }) => (
            <section key={name} aria-label={`Run ${name}`} className="flex min-h-0 flex-1 flex-col border-b">
              <RunLine run={run} name={name} />
              <div className="min-h-0 flex-1"><Timeline steps={steps} origin={Date.parse(run.startedAt)} over={isOver(run.status)} reach={reach} chosen={(name === 'A' ? chosen?.a : chosen?.b)?.id} differs={idsOf(differing, name)}
                onChoose={id => choose(pairs.find(pair => (name === 'A' ? pair.a : pair.b)?.id === id))} /></div>
            </section>
          ))}
        </div>}
        second={<CompareList pairs={pairs} differing={differing} chosen={chosen} onChoose={choose} />} />}
      second={chosen ? <ComparedStep key={chosen.key} pair={chosen} /> : <Empty title="No steps yet" text="Neither of the two runs has begun." />} />
  );
}

const idsOf = (pairs: readonly Pair[], name: 'A' | 'B') => new Set(pairs.flatMap(pair => (name === 'A' ? pair.a?.id : pair.b?.id) ?? []));

function RunLine({ run, name }: { run: Run; name: 'A' | 'B' }) {
  return (
    <div className="flex min-w-0 items-center gap-2.5 px-4 py-1.5">
      <span aria-hidden className="flex size-5 shrink-0 items-center justify-center rounded border border-n7 bg-n3 text-meta font-semibold">{name}</span>
      <Link to={`/runs/${run.id}`} className="flex min-w-0 font-medium hover:underline"><WorkflowName id={run.workflowId} /></Link>
      <Status status={run.status} />
      <span className="flex gap-2 text-meta whitespace-nowrap text-n10"><span>{run.version === 0 ? 'Draft' : `Version ${run.version}`}</span><Time at={run.startedAt} /><span>took <Elapsed from={run.startedAt} to={run.finishedAt} over={isOver(run.status)} /></span>{run.label && <span className="max-w-40 truncate" dir="auto">{run.label}</span>}</span>
    </div>
  );
}
