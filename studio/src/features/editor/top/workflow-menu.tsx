import { Archive, Copy, Download, Ellipsis, FileStack, History, Save, Trash2 } from 'lucide-react';
import { useNavigate } from 'react-router';
import { isProblem } from '@/api/base';
import type { WorkflowFile } from '@/api/model';
import { useArchiveWorkflowMutation, useCreateWorkflowMutation, useDeleteWorkflowMutation, useGetWorkflowQuery, useImportWorkflowMutation, useLazyExportWorkflowQuery } from '@/api/workflows';
import { useCreateTemplateMutation } from '@/api/templates';
import { useEditStore } from '@/document/hooks';
import { downloadJson } from '@/lib/download';
import { Button } from '@/ui/button';
import { Menu } from '@/ui/menu';
import { failed, told } from '@/ui/toast';

/** What is done to the workflow as a whole. */
export function WorkflowMenu({ id, onSave }: { id: string; onSave: () => void }) {
  const navigate = useNavigate();
  const store = useEditStore();
  const { data } = useGetWorkflowQuery(id);
  const [exported] = useLazyExportWorkflowQuery();
  const [create] = useCreateWorkflowMutation();
  const [archive] = useArchiveWorkflowMutation();
  const [remove] = useDeleteWorkflowMutation();
  const [bringBack] = useImportWorkflowMutation();
  const [makeTemplate] = useCreateTemplateMutation();
  const name = data?.name ?? 'workflow';
  const say = (error: unknown) => { if (isProblem(error)) failed(error); };

  const save = async (format?: 'n8n') => {
    onSave();
    const { data: file, error } = await exported({ id, format });
    if (file) downloadJson(`${name}${format ? '.n8n' : ''}`, file);
    else say(error);
  };
  const duplicate = async () => {
    const { definition, layout } = store.getState().editing.doc;
    const { data: made, error } = await create({ name: `${name} (copy)`.slice(0, 200), definition, layout, ...(data?.tags ? { tags: data.tags } : {}) });
    if (made) void navigate(`/workflows/${made.id}`);
    else say(error);
  };
  const template = async () => {
    onSave();
    const { data: made, error } = await makeTemplate({ workflowId: id });
    if (made) told(`“${made.name}” is a template now.`, { label: 'Look at it', onClick: () => void navigate(`/templates?template=${made.id}`) });
    else say(error);
  };
  const setArchived = async (archived: boolean) => {
    const { error } = await archive({ id, archived });
    if (error) say(error);
    else told(archived ? `“${name}” is in the archive.` : `“${name}” is back.`, archived ? { label: 'Undo', onClick: () => void setArchived(false) } : undefined);
  };
  const destroy = async () => {
    const { definition, layout } = store.getState().editing.doc;
    const file: WorkflowFile = { name, ...(data?.description ? { description: data.description } : {}), tags: data?.tags ?? [], definition, layout };
    const { error } = await remove(id);
    if (error) return say(error);
    void navigate('/workflows');
    told(`“${name}” is deleted.`, { label: 'Undo', onClick: () => void bringBack({ file }).then(answer => { if (answer.data) void navigate(`/workflows/${answer.data.id}`); else say(answer.error); }) });
  };
  return (
    <Menu trigger={<Button look="quiet" size="icon" title="More"><Ellipsis /></Button>} entries={[
      { label: 'Versions', icon: <History />, perform: () => void navigate(`/workflows/${id}/versions`) },
      { label: 'Save now', icon: <Save />, keys: 'mod+s', perform: onSave },
      'line',
      { label: 'Export as a file', icon: <Download />, perform: () => void save() },
      { label: 'Export for n8n', icon: <Download />, perform: () => void save('n8n') },
      { label: 'Duplicate', icon: <Copy />, perform: () => void duplicate() },
      { label: 'Make a template', icon: <FileStack />, perform: () => void template() },
      'line',
      { label: data?.archived ? 'Take out of the archive' : 'Archive', icon: <Archive />, perform: () => void setArchived(!data?.archived) },
      { label: 'Delete', icon: <Trash2 />, danger: true, perform: () => void destroy() },
    ]} />
  );
}
