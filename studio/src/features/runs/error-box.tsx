import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { Button } from '@/ui/button';
import { CopyButton } from '@/ui/copy-button';
import { JsonView } from '@/ui/json-view';
import { helpFor } from './error-help';

type Fault = { code: string; message: string; details?: unknown };

/** What went wrong, what to do about it, and where. */
export function ErrorBox({ error, workflowId, nodeId, runId, held = false }: { error: Fault; workflowId: string; nodeId?: string | undefined; runId: string; held?: boolean }) {
  const [open, setOpen] = useState(false);
  const { text, where } = helpFor(error.code);
  return (
    <div role="group" aria-label="Error" className="m-3 rounded-card border border-failed/40 bg-failed-soft p-3">
      <p className="flex gap-2 font-medium text-failed"><TriangleAlert className="mt-0.5 size-4 shrink-0" /><span className="min-w-0 break-words" dir="auto">{error.message.slice(0, 2_000)}</span></p>
      <p className="mt-1 pl-6 text-n12">{held ? 'The step is held until somebody decides.' : text}</p>
      <div className="mt-2 flex flex-wrap items-center gap-1 pl-6">
        {(held || where === 'inbox') && <Button size="small" asChild><Link to={`/inbox?run=${runId}`}>Decide</Link></Button>}
        {where === 'editor' && <Button size="small" asChild><Link to={`/workflows/${workflowId}${nodeId ? `?node=${encodeURIComponent(nodeId)}` : ''}`}>Open the step in the editor</Link></Button>}
        {where === 'credentials' && <Button size="small" asChild><Link to="/credentials">Open credentials</Link></Button>}
        <CopyButton text={`${error.code}: ${error.message}`} title="Copy the error" label={error.code} />
        {error.details !== undefined && error.details !== null && <Button size="small" look="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>{open ? 'Hide details' : 'Details'}</Button>}
      </div>
      {open && <div className="mt-2 max-h-80 overflow-auto rounded border bg-n1"><JsonView value={error.details} label="details" /></div>}
    </div>
  );
}
