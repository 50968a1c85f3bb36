import { useCallback, type ReactNode } from 'react';
import { isProblem } from '@/api/base';
import type { WorkflowFile, WorkflowSummary } from '@/api/model';
import { useArchiveWorkflowMutation, useCreateWorkflowMutation, useDeleteWorkflowMutation, useImportWorkflowMutation, useLazyExportWorkflowQuery } from '@/api/workflows';
import { downloadJson } from '@/lib/download';
import { useConfirm } from '@/ui/confirm';
import { failed, told } from '@/ui/toast';

/** What can be done with a workflow of the list. The first part is the dialog that asks. */
export function useWorkflowActions() {
  const [create] = useCreateWorkflowMutation();
  const [archive] = useArchiveWorkflowMutation();
  const [remove] = useDeleteWorkflowMutation();
  const [bring] = useImportWorkflowMutation();
  const [read] = useLazyExportWorkflowQuery();
  const [dialog, ask]: [ReactNode, ReturnType<typeof useConfirm>[1]] = useConfirm();

  const fileOf = useCallback(async (id: string, format?: 'n8n'): Promise<WorkflowFile | undefined> => {
    const { data, error } = await read({ id, ...(format ? { format } : {}) });
    if (isProblem(error)) failed(error);
    return data;
  }, [read]);

  const duplicate = useCallback(async ({ id }: WorkflowSummary) => {
    const file = await fileOf(id);
    if (!file) return;
    const { error } = await create({ name: `${file.name.slice(0, 190)} (copy)`, tags: file.tags ?? [], definition: file.definition, ...(file.description ? { description: file.description } : {}), ...(file.layout ? { layout: file.layout } : {}) });
    if (isProblem(error)) failed(error);
    else told(`Duplicated “${file.name}”`);
  }, [create, fileOf]);

  const save = useCallback(async ({ id, name }: WorkflowSummary, format?: 'n8n') => {
    const file = await fileOf(id, format);
    if (file) downloadJson(name, file);
  }, [fileOf]);

  const setArchived = useCallback(async ({ id, name }: WorkflowSummary, archived: boolean) => {
    const { error } = await archive({ id, archived });
    if (isProblem(error)) failed(error);
    else told(archived ? `Archived “${name}”` : `“${name}” is back`, { label: 'Undo', onClick: () => void archive({ id, archived: !archived }) });
  }, [archive]);

  const deleteNow = useCallback(async ({ id, name }: WorkflowSummary) => {
    const file = await fileOf(id);
    if (!file) return;
    const { error } = await remove(id);
    if (isProblem(error)) failed(error);
    else told(`Deleted “${name}”`, { label: 'Undo', onClick: () => void bring({ file }).then(back => { if (isProblem(back.error)) failed(back.error); }) });
  }, [bring, fileOf, remove]);

  const deleteAsked = useCallback((workflow: WorkflowSummary) => {
    const version = workflow.publishedVersion;
    if (!version) void deleteNow(workflow);
    else ask({
      title: `Delete “${workflow.name}”?`, action: 'Delete', perform: () => deleteNow(workflow),
      text: <>Its triggers stop and its {version === 1 ? 'published version goes' : `${version} published versions go`}. Undo brings back the draft, not the versions. To keep everything, archive it instead.</>,
    });
  }, [ask, deleteNow]);

  return { dialog, duplicate, save, setArchived, deleteAsked };
}

export type WorkflowActions = ReturnType<typeof useWorkflowActions>;
