import { Switch } from 'radix-ui';
import { isProblem } from '@/api/base';
import { useChangeWorkflowMutation, useGetWorkflowQuery } from '@/api/workflows';
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
        <Switch.Root checked={data?.active ?? false} disabled={!published || isLoading} onCheckedChange={active => void turn(active)} aria-label="Triggers on"
          className="relative h-4.5 w-8 rounded-full border border-n7 bg-n5 transition-colors disabled:opacity-50 data-[state=checked]:border-transparent data-[state=checked]:bg-succeeded">
          <Switch.Thumb className="block size-3.5 translate-x-0.5 rounded-full bg-n1 transition-transform data-[state=checked]:translate-x-3.5" />
        </Switch.Root>
        {data?.active ? 'On' : 'Off'}
      </label>
    </Tooltip>
  );
}
