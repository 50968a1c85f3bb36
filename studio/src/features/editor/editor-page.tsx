import { ReactFlowProvider } from '@xyflow/react';
import { useEffect } from 'react';
import { Link, useParams } from 'react-router';
import { codeOf, isProblem } from '@/api/base';
import { useGetWorkflowQuery } from '@/api/workflows';
import { replaceContent } from '@/document/edit';
import { useEditDispatch, useEditing, useEditStore } from '@/document/hooks';
import { edit, opened, selectIsDirty } from '@/document/slice';
import { Button } from '@/ui/button';
import { Empty } from '@/ui/empty';
import { LoadingRows } from '@/ui/loading';
import { ProblemView } from '@/ui/problem';
import { told } from '@/ui/toast';
import { Editor } from './editor';
import { readBackup } from './save/backup';

/** Opens a workflow in the editor, with what this browser had not saved yet. Who leaves and comes back finds the document as it was, with every step of undo. */
export function EditorPage() {
  const { id = '' } = useParams();
  const { data: workflow, error, refetch } = useGetWorkflowQuery(id, { refetchOnFocus: true, refetchOnReconnect: true });
  const open = useEditing(state => state.editing.id);
  const store = useEditStore();
  const dispatch = useEditDispatch();
  useEffect(() => {
    if (workflow?.id !== id) return;
    const { editing } = store.getState();
    if (editing.id !== id) {
      const backup = readBackup(id);
      dispatch(opened(backup ? { ...workflow, revision: backup.revision } : workflow));
      if (backup) {
        dispatch(edit('Restore what was not saved', replaceContent(backup.doc)));
        told('What was not saved the last time is here again.');
      }
    } else if (workflow.revision > editing.revision && !selectIsDirty(store.getState())) dispatch(opened(workflow));
  }, [workflow, id, store, dispatch]);
  if (open === id) return <ReactFlowProvider key={id}><Editor id={id} /></ReactFlowProvider>;
  if (isProblem(error)) return codeOf(error) === 'not-found' || error.status === 404
    ? <Empty title="This workflow is gone" text="It has been deleted, or the address is wrong."><Button asChild><Link to="/workflows">All workflows</Link></Button></Empty>
    : <ProblemView problem={error} onRetry={() => void refetch()} />;
  return <LoadingRows />;
}
