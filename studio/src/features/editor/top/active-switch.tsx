import { isProblem } from '@/api/base';
import { useChangeWorkflowMutation, useGetWorkflowQuery } from '@/api/workflows';
import { Switch } from '@/ui/switch';
import { Tooltip } from '@/ui/tooltip';
import { failed, told } from '@/ui/toast';

/** Whether the published version's triggers fire. */
export function ActiveSwitch({ id }: { id: string }) {
  const { data } = useGetWorkflowQuery(id);
  const [change, { isLoading }] = useChangeWorkflowMutation();
  const published = data?.publishedVersion != null;
  const turn = async (active: boolean) => {
    const { error } = await change({ id, active });
    if (isProblem(error)) failed(error);
    else told(active ? `Version ${data?.publishedVersion} is on: its triggers fire.` : 'Off: no trigger fires. Runs under way go on.');
  };
  return (
    <Tooltip text={published ? `Version ${data?.publishedVersion} is published${data?.hasChanges ? '; the draft has changes since' : ''}` : 'Publish it first'}>
      <label className="flex items-center gap-1.5 px-1 text-n11">
        <Switch checked={data?.active ?? false} disabled={!published || isLoading} onChange={active => void turn(active)} label="Triggers on" />
        {data?.active ? 'On' : 'Off'}
      </label>
    </Tooltip>
  );
}
