import { skipToken } from '@reduxjs/toolkit/query';
import { Link } from 'react-router';
import type { Run } from '@/api/model';
import { useGetRunQuery } from '@/api/runs';
import { sentence } from '@/lib/format';
import { Checkbox } from '@/ui/checkbox';
import { Status } from '@/ui/status';
import { Time } from '@/ui/time';
import { Cell } from '@/ui/virtual-list';
import { Elapsed } from './elapsed';
import { isOver } from './run-filters';
import { WorkflowName } from './workflow-name';

export const columns = { box: 'w-10 shrink-0 pl-4', status: 'w-36 shrink-0', version: 'w-20 shrink-0 max-lg:hidden', trigger: 'w-40 shrink-0 max-lg:hidden', started: 'w-24 shrink-0 max-sm:hidden', took: 'w-24 shrink-0 max-sm:hidden' };

type RunRowProps = { run: Run; fresh: boolean; chosen: boolean; onChoose: (id: string, shift: boolean) => void };

/** One line of the list. A run that is not over follows its changes, wherever in the list it is. */
export function RunRow({ run: listed, fresh, chosen, onChoose }: RunRowProps) {
  const { data } = useGetRunQuery(fresh || isOver(listed.status) ? skipToken : listed.id);
  const run = !fresh && data?.id === listed.id ? data : listed;
  const over = isOver(run.status);
  return (
    <>
      <Cell className={columns.box}><Checkbox label={`Choose run ${run.label ?? run.id.slice(-8)}`} checked={chosen} onChange={() => undefined} onClick={event => onChoose(run.id, event.shiftKey)} /></Cell>
      <Cell className={columns.status}><Status status={run.status} /></Cell>
      <Cell className="flex-1 flex-col !items-start !gap-0">
        <span className="flex max-w-full min-w-0 gap-2"><Link to={`/runs/${run.id}`} tabIndex={-1} className="flex min-w-0 font-medium hover:underline"><WorkflowName id={run.workflowId} /></Link>{run.label && <span className="min-w-0 shrink truncate text-n11" dir="auto">{run.label}</span>}</span>
        <span className="max-w-full truncate text-meta text-n10" dir="auto">{run.error ? <span className="text-failed" title={run.error.message}>{run.error.message}</span> : run.wakeAt && !over ? <>goes on <Time at={run.wakeAt} /></> : <span className="font-mono">{run.id.slice(-8)}</span>}</span>
      </Cell>
      <Cell className={`${columns.version} text-n11`}>{run.version === 0 ? 'Draft' : `v${run.version}`}</Cell>
      <Cell className={`${columns.trigger} text-n11`}><span className="truncate" dir="auto" title={run.trigger}>{sentence(run.mode)} · {run.trigger}</span></Cell>
      <Cell className={columns.started}><Time at={run.startedAt} className="text-n11" /></Cell>
      <Cell className={columns.took}><Elapsed from={run.startedAt} to={run.finishedAt} over={over} className="text-n11" /></Cell>
    </>
  );
}
