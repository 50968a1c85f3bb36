import { useWorkflowName } from '@/api/workflow-name';
import { cn } from '@/lib/cn';

/** What the workflow of a run is called. */
export function WorkflowName({ id, className }: { id: string; className?: string }) {
  const name = useWorkflowName(id);
  return <span dir="auto" title={name} className={cn('truncate', className)}>{name}</span>;
}
