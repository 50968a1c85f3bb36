import { useCallback } from 'react';
import { useNavigate } from 'react-router';
import { isProblem } from '@/api/base';
import { useCreateWorkflowMutation } from '@/api/workflows';
import { failed } from '@/ui/toast';

/** Makes a workflow that can be started by hand and does nothing yet, and goes there. */
export function useNewWorkflow(): [() => void, boolean] {
  const [create, { isLoading }] = useCreateWorkflowMutation();
  const navigate = useNavigate();
  const make = useCallback(async () => {
    const { data, error } = await create({
      name: 'New workflow', definition: { nodes: [{ id: 'start', type: 'trigger.manual', name: 'Start' }], edges: [] }, layout: { nodes: { start: { x: 0, y: 0 } } },
    });
    if (data) await navigate(`/workflows/${data.id}`, { replace: location.search.includes('new=1') });
    else if (isProblem(error)) failed(error);
  }, [create, navigate]);
  return [useCallback(() => void make(), [make]), isLoading];
}
