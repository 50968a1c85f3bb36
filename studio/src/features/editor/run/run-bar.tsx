import { CircleAlert, ExternalLink, Pause, Play, RotateCw, Square, StepForward, X } from 'lucide-react';
import { Link } from 'react-router';
import { isProblem } from '@/api/base';
import type { Run } from '@/api/model';
import { useChangeRunMutation, type RunAction } from '@/api/runs';
import { useEditing } from '@/document/hooks';
import { duration, plural } from '@/lib/format';
import { useNow } from '@/lib/use-now';
import { Button } from '@/ui/button';
import { Status } from '@/ui/status';
import { failed } from '@/ui/toast';
import { isOver, type Running } from './use-run';
import { useStepping } from './use-stepping';

/** The run that lies over the canvas: how it stands, and what can be done with it. */
export function RunBar({ running, onFrom }: { running: Running; onFrom: (node: string) => void }) {
  const { run, gone, show } = running;
  const { stopped, stepOver, goOn } = useStepping(run);
  const [change] = useChangeRunMutation();
  const act = (action: RunAction) => void change({ id: run?.id ?? '', action }).then(({ error }) => { if (isProblem(error)) failed(error); });
  if (gone) return <Bar label="Run"><span>This run has been deleted.</span><Button size="small" look="quiet" className="ml-auto" onClick={() => show(undefined)}>Close</Button></Bar>;
  if (!run) return null;
  const failedAt = running.steps.find(step => step.status === 'failed')?.nodeId;
  return (
    <Bar label="Run">
      <Status status={run.status} />
      <Lasting run={run} />
      <span className="text-n10">{plural(run.steps, 'step')}</span>
      {run.error && <span className="min-w-0 flex-1 truncate text-failed" title={run.error.message} dir="auto">{run.error.message}</span>}
      {stopped && <span className="text-decision"><NodeName id={stopped} /></span>}
      <span className="ml-auto flex items-center gap-1">
        {stopped ? <>
          <Button size="small" look="primary" onClick={stepOver}><StepForward />Step over</Button>
          <Button size="small" onClick={goOn}><Play />Continue</Button>
        </> : run.status === 'paused' && <Button size="small" look="primary" onClick={() => act('resume')}><Play />Resume</Button>}
        {!isOver(run) && run.status !== 'paused' && <Button size="small" onClick={() => act('pause')}><Pause />Pause</Button>}
        {!isOver(run) && <Button size="small" look="danger" onClick={() => act('cancel')}><Square />Stop</Button>}
        {run.status === 'failed' && <Button size="small" onClick={() => act('retry')}><RotateCw />Retry</Button>}
        {run.status === 'failed' && failedAt && <Button size="small" look="primary" title="What ran before the failed node is kept; the node runs as it is on the canvas now" onClick={() => onFrom(failedAt)}><Play />Run from the failed node</Button>}
        {run.status === 'needsDecision' && <Button size="small" asChild><Link to={`/runs/${run.id}`}><CircleAlert />Decide</Link></Button>}
        <Button size="small" look="quiet" asChild><Link to={`/runs/${run.id}`}><ExternalLink />Open the run</Link></Button>
        <Button size="icon" look="quiet" title="Take the run off the canvas" onClick={() => show(undefined)}><X /></Button>
      </span>
    </Bar>
  );
}

const Bar = ({ label, children }: { label: string; children: React.ReactNode }) => <section aria-label={label} aria-live="polite" className="flex min-h-10 shrink-0 flex-wrap items-center gap-3 border-t bg-n2 px-3 py-1">{children}</section>;

function Lasting({ run }: { run: Run }) {
  const now = useNow();
  const end = run.finishedAt ? Date.parse(run.finishedAt) : Math.max(now, Date.parse(run.startedAt));
  return <span className="tabular-nums">{duration(end - Date.parse(run.startedAt))}</span>;
}

function NodeName({ id }: { id: string }) {
  const name = useEditing(state => state.editing.doc.definition.nodes.find(node => node.id === id)?.name);
  return <>Stopped before “<span dir="auto">{name ?? id}</span>”</>;
}
