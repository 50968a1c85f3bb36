import { Archive, ArchiveRestore, Copy, Download, Ellipsis, History, Trash2, Activity } from 'lucide-react';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { isProblem } from '@/api/base';
import type { Run, WorkflowSummary } from '@/api/model';
import { useChangeWorkflowMutation } from '@/api/workflows';
import { Button } from '@/ui/button';
import { Menu } from '@/ui/menu';
import { StatusIcon, statusLook } from '@/ui/status';
import { Switch } from '@/ui/switch';
import { Time } from '@/ui/time';
import { failed } from '@/ui/toast';
import { Cell } from '@/ui/virtual-list';
import type { WorkflowActions } from './use-workflow-actions';

export const columns = { active: 'w-20 shrink-0', version: 'w-44 shrink-0 max-lg:hidden', run: 'w-40 shrink-0 max-md:hidden', updated: 'w-28 shrink-0 max-md:hidden', menu: 'w-12 shrink-0' };

/** One line of the list. */
export function WorkflowRow({ workflow, lastRun, actions, onTag }: { workflow: WorkflowSummary; lastRun: Run | undefined; actions: WorkflowActions; onTag: (tag: string) => void }) {
  return (
    <>
      <Cell className="flex-1 pl-4">
        <Link to={`/workflows/${workflow.id}`} tabIndex={-1} title={workflow.name} dir="auto" className="truncate font-medium hover:underline">{workflow.name}</Link>
        <span className="flex min-w-0 shrink-0 gap-1 max-sm:hidden">{(workflow.tags ?? []).slice(0, 3).map(tag => (
          <button key={tag} type="button" title={`Only workflows tagged ${tag}`} onClick={() => onTag(tag)} className="max-w-28 truncate rounded-full border border-n6 px-1.5 text-meta text-n10 hover:border-n8 hover:text-n12" dir="auto">{tag}</button>
        ))}</span>
      </Cell>
      <Cell className={columns.active}><ActiveSwitch workflow={workflow} /></Cell>
      <Cell className={columns.version}>{workflow.publishedVersion ? <span className="text-n11">Version {workflow.publishedVersion}{workflow.hasChanges && <span className="text-decision"> · has changes</span>}</span> : <span className="text-n10">Not published</span>}</Cell>
      <Cell className={columns.run}>{lastRun && <Link to={`/runs/${lastRun.id}`} tabIndex={-1} className="flex items-center gap-1.5 text-n11 hover:underline"><StatusIcon status={lastRun.status} /><span className="sr-only">{statusLook(lastRun.status).word}</span><Time at={lastRun.startedAt} /></Link>}</Cell>
      <Cell className={columns.updated}><Time at={workflow.updatedAt} className="text-n10" /></Cell>
      <Cell className={columns.menu}><RowMenu workflow={workflow} actions={actions} /></Cell>
    </>
  );
}

/** Answers at once; goes back when the server refuses. */
function ActiveSwitch({ workflow: { id, name, active, publishedVersion, archived } }: { workflow: WorkflowSummary }) {
  const [change] = useChangeWorkflowMutation();
  const [wanted, setWanted] = useState<boolean>();
  const turn = async (on: boolean) => {
    setWanted(on);
    const { error } = await change({ id, active: on });
    if (isProblem(error)) failed(error);
    setWanted(undefined);
  };
  if (!publishedVersion) return <span className="text-n10" title="Publish it first: triggers run a published version">–</span>;
  return <Switch checked={wanted ?? active} onChange={on => void turn(on)} disabled={archived} label={`Triggers of ${name}`} />;
}

function RowMenu({ workflow, actions }: { workflow: WorkflowSummary; actions: WorkflowActions }) {
  const navigate = useNavigate();
  return (
    <Menu trigger={<Button look="quiet" size="icon" title={`What to do with ${workflow.name.slice(0, 60)}`}><Ellipsis /></Button>} entries={[
      { label: 'Runs', icon: <Activity />, perform: () => void navigate(`/runs?workflow=${workflow.id}`) },
      { label: 'Versions', icon: <History />, perform: () => void navigate(`/workflows/${workflow.id}/versions`) },
      'line',
      { label: 'Duplicate', icon: <Copy />, perform: () => void actions.duplicate(workflow) },
      { label: 'Export', icon: <Download />, perform: () => void actions.save(workflow) },
      { label: 'Export for n8n', icon: <Download />, perform: () => void actions.save(workflow, 'n8n') },
      'line',
      workflow.archived
        ? { label: 'Bring back', icon: <ArchiveRestore />, perform: () => void actions.setArchived(workflow, false) }
        : { label: 'Archive', icon: <Archive />, perform: () => void actions.setArchived(workflow, true) },
      { label: 'Delete', icon: <Trash2 />, danger: true, perform: () => actions.deleteAsked(workflow) },
    ]} />
  );
}
