import { useMemo, useState } from 'react';
import { Link, useParams } from 'react-router';
import { isProblem } from '@/api/base';
import { useWatch } from '@/api/live';
import type { Run, Step } from '@/api/model';
import { useGetRunQuery, useListStepsQuery } from '@/api/runs';
import { GraphView } from '@/canvas/graph-view';
import { overlayOf } from '@/canvas/overlay';
import { useAddress } from '@/lib/use-address';
import { useMedia } from '@/lib/use-media';
import { Button } from '@/ui/button';
import { Empty } from '@/ui/empty';
import { LoadingRows } from '@/ui/loading';
import { ProblemView } from '@/ui/problem';
import { Split } from '@/ui/split';
import { Tabs } from '@/ui/tabs';
import { ErrorBox } from './error-box';
import { stepToShow } from './run-doc';
import { isOver } from './run-filters';
import { RunHeader } from './run-header';
import { StepInspector } from './step-inspector';
import { StepList } from './step-list';
import { Timeline } from './timeline';
import { useRunDoc } from './use-run-doc';

const none: Step[] = [];

/** One run on its own workflow: the picture, the time, and the step that is looked at. Live while it goes on. */
export function RunPage() {
  const { id = '' } = useParams();
  useWatch('run', id);
  const { data, error, refetch } = useGetRunQuery(id);
  const run = data?.id === id ? data : undefined;
  const { data: page, error: stepsError, refetch: stepsAgain } = useListStepsQuery(id);
  const gone = isProblem(error) && error.status === 404;
  if (!run && gone) return <Empty title="There is no such run" text="The address is wrong, or the run was deleted when its time to be kept was over."><Button asChild><Link to="/runs">All runs</Link></Button></Empty>;
  if (!run) return isProblem(error) ? <ProblemView problem={error} onRetry={() => { void refetch(); void stepsAgain(); }} /> : <LoadingRows />;
  return (
    <div className="flex h-full flex-col">
      <RunHeader run={run} gone={gone} />
      {gone && <p role="status" className="bg-decision-soft px-4 py-2">This run has been deleted meanwhile. What was known of it stays here until you leave.</p>}
      {isProblem(stepsError) && !gone && <ProblemView problem={stepsError} onRetry={() => void stepsAgain()} />}
      <RunBody key={id} run={run} steps={page?.steps ?? none} loading={!page && !stepsError} />
    </div>
  );
}

function RunBody({ run, steps, loading }: { run: Run; steps: Step[]; loading: boolean }) {
  const [address, change] = useAddress();
  const asked = address.get('step');
  const step = stepToShow(steps, asked === null ? undefined : Number(asked));
  const { doc, note } = useRunDoc(run, steps);
  const wide = useMedia('(min-width: 900px)');
  const picked = useMemo(() => (step ? { [step.nodeId]: step.number } : {}), [step]);
  const overlay = useMemo(() => (doc ? overlayOf(doc, steps, picked) : undefined), [doc, steps, picked]);
  const choose = (id: number) => change({ step: String(id) });
  const chooseNode = (node: string | undefined) => {
    if (node === undefined || node === step?.nodeId) return;
    const last = steps.filter(one => one.nodeId === node).at(-1);
    if (last) choose(last.id);
  };
  const picture = (
    <div className="flex h-full flex-col">
      {note && <p role="note" className="border-b bg-n3 px-4 py-1.5 text-meta text-n11">{note}</p>}
      {run.error && !steps.some(one => one.error) && <ErrorBox error={run.error} workflowId={run.workflowId} runId={run.id} />}
      <div className="min-h-0 flex-1">{doc && <GraphView doc={doc} overlay={overlay} chosen={step?.nodeId} onChoose={chooseNode} />}</div>
    </div>
  );
  return (
    <div className="min-h-0 flex-1">
      <Split name="run.inspector" label="Width of the step" direction={wide ? 'row' : 'column'} size={440} least={240}
        first={<Split name="run.timeline" label="Height of the timeline" direction="column" size={240} least={100} first={picture} second={<TimeAndSteps run={run} steps={steps} chosen={step?.id} onChoose={choose} />} />}
        second={step ? <StepInspector run={run} steps={steps} step={step} doc={doc} onChoose={choose} /> : loading ? <LoadingRows /> : <p className="p-4 text-n10">{isOver(run.status) ? 'The run ended before its first step.' : 'No step has begun yet.'}</p>} />
    </div>
  );
}

function TimeAndSteps({ run, steps, chosen, onChoose }: { run: Run; steps: Step[]; chosen: number | undefined; onChoose: (step: number) => void }) {
  const [tab, setTab] = useState('timeline');
  const over = isOver(run.status);
  return (
    <Tabs label="Steps of the run" value={tab} onChange={setTab} className="h-full pt-1" tabs={[
      { id: 'timeline', label: 'Timeline', content: <Timeline steps={steps} origin={Date.parse(run.startedAt)} over={over} chosen={chosen} onChoose={onChoose} /> },
      { id: 'steps', label: `Steps (${steps.length})`, content: <StepList steps={steps} chosen={chosen} onChoose={onChoose} over={over} /> },
    ]} />
  );
}
