import { Ban, CornerLeftUp, Network, Pause, Play, RotateCw } from 'lucide-react';
import { Link, useNavigate } from 'react-router';
import { isProblem } from '@/api/base';
import type { Run } from '@/api/model';
import { useNewestRunsQuery } from '@/api/run-lists';
import { useChangeRunMutation, type RunAction } from '@/api/runs';
import { plural, sentence } from '@/lib/format';
import { Button } from '@/ui/button';
import { useConfirm } from '@/ui/confirm';
import { CopyButton } from '@/ui/copy-button';
import { Status } from '@/ui/status';
import { Time } from '@/ui/time';
import { failed } from '@/ui/toast';
import { Elapsed } from './elapsed';
import { isOver } from './run-filters';
import { WorkflowName } from './workflow-name';

/** What the run is, where it comes from, and what can be done with it. */
export function RunHeader({ run, gone }: { run: Run; gone: boolean }) {
  const over = isOver(run.status);
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-1.5 border-b px-4 py-2.5">
      <div className="min-w-0">
        <div className="flex min-w-0 items-center gap-2.5">
          <h1 className="flex min-w-0 text-section font-semibold"><Link to={`/workflows/${run.workflowId}`} className="flex min-w-0 hover:underline"><WorkflowName id={run.workflowId} className="max-w-[36vw]" /></Link></h1>
          <Status status={run.status} />
          {run.label && <span className="max-w-60 truncate text-n11" dir="auto" title={run.label}>{run.label}</span>}
        </div>
        <dl className="flex flex-wrap items-center gap-x-3 text-meta text-n10 [&>div]:flex [&>div]:items-center [&>div]:gap-1">
          <div><dt className="sr-only">Version</dt><dd>{run.version === 0 ? 'Draft' : <Link to={`/workflows/${run.workflowId}/versions?b=${run.version}`} className="hover:underline">Version {run.version}</Link>}</dd></div>
          <div><dt className="sr-only">Trigger</dt><dd dir="auto">{sentence(run.mode)} · {run.trigger}</dd></div>
          <div><dt>Started</dt><dd><Time at={run.startedAt} /></dd></div>
          <div><dt>Took</dt><dd><Elapsed from={run.startedAt} to={run.finishedAt} over={over} /></dd></div>
          {run.wakeAt && !over && <div><dt>Goes on</dt><dd><Time at={run.wakeAt} /></dd></div>}
          <div><dt>Steps</dt><dd>{run.steps}</dd></div>
          <Family run={run} />
          <div><dt className="sr-only">Id</dt><dd className="flex items-center gap-1 font-mono">{run.id.slice(-8)}<CopyButton text={run.id} title="Copy the run’s id" /></dd></div>
        </dl>
      </div>
      <div className="ml-auto flex flex-wrap gap-2">{!gone && <Actions run={run} />}</div>
    </header>
  );
}

function Family({ run }: { run: Run }) {
  const { data } = useNewestRunsQuery({ parentId: run.id, limit: 50 });
  const children = data?.items.length ?? 0;
  return (
    <>
      {run.parentId && <div><dt className="sr-only">Parent</dt><dd><Link to={`/runs/${run.parentId}`} className="flex items-center gap-1 hover:underline"><CornerLeftUp className="size-3.5" />Parent run</Link></dd></div>}
      {children > 0 && <div><dt className="sr-only">Children</dt><dd><Link to={`/runs?parent=${run.id}`} className="flex items-center gap-1 hover:underline"><Network className="size-3.5" />{data?.next ? 'Many children' : plural(children, 'child', 'children')}</Link></dd></div>}
    </>
  );
}

function Actions({ run }: { run: Run }) {
  const [change, { isLoading }] = useChangeRunMutation();
  const [question, ask] = useConfirm();
  const navigate = useNavigate();
  const go = async (action: RunAction) => {
    const { error } = await change({ id: run.id, action });
    if (isProblem(error)) failed(error);
  };
  const over = isOver(run.status);
  return (
    <>
      {question}
      {run.status === 'failed' && <Button look="primary" disabled={isLoading} title="The failed steps start again; what succeeded stays" onClick={() => void go('retry')}><RotateCw />Retry</Button>}
      {run.status === 'needsDecision' && <Button look="primary" onClick={() => void navigate(`/inbox?run=${run.id}`)}>Decide</Button>}
      {run.status === 'paused' && <Button look="primary" disabled={isLoading} onClick={() => void go('resume')}><Play />Resume</Button>}
      {!over && run.status !== 'paused' && <Button disabled={isLoading} title="Steps under way finish; no new ones start" onClick={() => void go('pause')}><Pause />Pause</Button>}
      {!over && <Button look="danger" disabled={isLoading} onClick={() => ask({ title: 'Cancel this run?', text: 'Steps under way are told to stop; what they have done already stays done. This cannot be undone.', action: 'Cancel the run', perform: () => go('cancel') })}><Ban />Cancel</Button>}
    </>
  );
}
