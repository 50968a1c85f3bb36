import { CircleCheck, CircleX, Play, Redo2, TriangleAlert, Undo2 } from 'lucide-react';
import { useEditDispatch, useEditing } from '@/document/hooks';
import { redone, undone } from '@/document/slice';
import { Button } from '@/ui/button';
import type { SaveState } from '../save/autosave';
import { SaveMark } from '../save/save-mark';
import { useUi } from '../ui-state';
import { ActiveSwitch } from './active-switch';
import { Tags } from './tags';
import { Title } from './title';
import { WorkflowMenu } from './workflow-menu';

type TopBarProps = { id: string; saveState: SaveState; onSave: () => void; onRun: () => void; onPublish: () => void };

/** What the workflow is called, whether it is saved, sound and switched on; run and publish. */
export function TopBar({ id, saveState, onSave, onRun, onPublish }: TopBarProps) {
  const dispatch = useEditDispatch();
  const undo = useEditing(state => state.editing.past.at(-1)?.label);
  const redo = useEditing(state => state.editing.future.at(-1)?.label);
  return (
    <header className="flex min-h-11 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b bg-n1 px-3 py-1">
      <Title id={id} />
      <Tags id={id} />
      <SaveMark state={saveState} onRetry={onSave} />
      <div className="ml-auto flex items-center gap-1.5">
        <Button size="icon" look="quiet" title={undo ? `Undo: ${undo}` : 'Nothing to undo'} disabled={undo === undefined} onClick={() => dispatch(undone())}><Undo2 /></Button>
        <Button size="icon" look="quiet" title={redo ? `Redo: ${redo}` : 'Nothing to redo'} disabled={redo === undefined} onClick={() => dispatch(redone())}><Redo2 /></Button>
        <FaultCount />
        <ActiveSwitch id={id} />
        <Button onClick={onPublish}>Publish</Button>
        <Button look="primary" title="Run the draft (Ctrl+Enter)" onClick={onRun}><Play />Run</Button>
        <WorkflowMenu id={id} onSave={onSave} />
      </div>
    </header>
  );
}

function FaultCount() {
  const errors = useEditing(state => state.editing.faults.filter(fault => fault.severity === 'error').length);
  const warnings = useEditing(state => state.editing.faults.length) - errors;
  const { problems, showProblems } = useUi();
  const word = errors > 0 ? `${errors} ${errors === 1 ? 'error' : 'errors'}` : warnings > 0 ? `${warnings} ${warnings === 1 ? 'warning' : 'warnings'}` : 'No problems';
  return (
    <Button look="quiet" aria-expanded={problems} onClick={() => showProblems(!problems)} className={errors > 0 ? 'text-failed' : warnings > 0 ? 'text-decision' : ''}>
      {errors > 0 ? <CircleX /> : warnings > 0 ? <TriangleAlert /> : <CircleCheck />}{word}
    </Button>
  );
}
