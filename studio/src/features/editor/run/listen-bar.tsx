import { Copy, Radio } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useWatch } from '@/api/live';
import type { NodeDefinition } from '@/api/model';
import { useListRunsInfiniteQuery } from '@/api/runs';
import { useGetMeQuery } from '@/api/session';
import { Button } from '@/ui/button';
import { told } from '@/ui/toast';
import { testAddress } from './triggers';

type ListenBarProps = { id: string; hooks: NodeDefinition[]; onRun: (run: string) => void; onSample: () => void; onClose: () => void };

/** Waits for a call of the draft's hook; the run that it makes lies over the canvas by itself. */
export function ListenBar({ id, hooks, onRun, onSample, onClose }: ListenBarProps) {
  const { data: me } = useGetMeQuery();
  const [since] = useState(() => new Date(Date.now() - 500).toISOString());
  useWatch('workflow', id);
  const { data } = useListRunsInfiniteQuery({ workflowId: id, mode: 'test', since });
  const arrived = data?.pages[0]?.items[0];
  useEffect(() => {
    if (arrived && arrived.startedAt >= since) onRun(arrived.id);
  }, [arrived, since, onRun]);
  return (
    <section aria-label="Listening" className="appear flex shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-t bg-running-soft px-3 py-1.5">
      <span className="inline-flex items-center gap-2 font-medium text-running"><Radio className="size-4 animate-pulse" />Listening for a call</span>
      {hooks.map(hook => {
        const address = testAddress(hook, me?.tenant.slug, location.origin);
        const methods = Array.isArray(hook.parameters?.methods) ? hook.parameters.methods.join(', ') : hook.type === 'trigger.form' ? 'GET' : 'POST';
        return (
          <span key={hook.id} className="inline-flex min-w-0 items-center gap-2">
            <code className="text-n10">{methods}</code><code className="max-w-md truncate">{address}</code>
            <Button size="icon" look="quiet" title={`Copy the address of ${hook.name}`} onClick={() => void navigator.clipboard.writeText(address).then(() => told('The address is on the clipboard.'))}><Copy /></Button>
          </span>
        );
      })}
      <span className="ml-auto flex gap-1"><Button size="small" onClick={onSample}>Run with a sample instead</Button><Button size="small" look="quiet" onClick={onClose}>Stop listening</Button></span>
    </section>
  );
}
