import { useListWorkflowsInfiniteQuery } from '@/api/workflows';
import { Button } from '@/ui/button';
import { Input, Select } from '@/ui/field';
import type { PickerProps } from '@/ui/schema-form/form-context';

/** One of the tenant's workflows, by name; an id that none of them has stays to be seen. */
export function WorkflowPicker({ id, value, onChange, invalid, describedBy }: PickerProps) {
  const { data, hasNextPage, fetchNextPage, isError } = useListWorkflowsInfiniteQuery({});
  const workflows = data?.pages.flatMap(page => page.items) ?? [];
  const chosen = typeof value === 'string' ? value : '';
  const shared = { id, 'aria-describedby': describedBy, 'aria-invalid': invalid || undefined };
  if (isError) return <Input {...shared} value={chosen} placeholder="Id of the workflow" onChange={event => onChange(event.target.value || undefined)} />;
  return (
    <span className="flex gap-1">
      <Select {...shared} value={chosen} onChange={event => onChange(event.target.value || undefined)}>
        <option value="">Choose a workflow…</option>
        {chosen !== '' && !workflows.some(workflow => workflow.id === chosen) && <option value={chosen}>{chosen}</option>}
        {workflows.map(workflow => <option key={workflow.id} value={workflow.id}>{workflow.name}{workflow.publishedVersion ? '' : ' (not published)'}</option>)}
      </Select>
      {hasNextPage && <Button onClick={() => void fetchNextPage()}>More</Button>}
      {chosen !== '' && <Button asChild look="quiet"><a href={`/workflows/${chosen}`} target="_blank" rel="noreferrer">Open</a></Button>}
    </span>
  );
}
