import { Copy, RotateCw, TriangleAlert } from 'lucide-react';
import { Button } from './button';

/** A page, or a part of one, that could not be had: what happened, to what, and what to do. */
export function ProblemView({ problem, onRetry }: { problem: { title: string; detail: string; traceId?: string | undefined }; onRetry?: () => void }) {
  return (
    <div role="alert" className="m-4 flex flex-col items-start gap-2 rounded-card border border-failed/40 bg-failed-soft p-4">
      <div className="flex items-center gap-2 font-semibold text-failed"><TriangleAlert className="size-4" />{problem.title}</div>
      <p>{problem.detail}</p>
      <div className="flex gap-2">
        {onRetry && <Button size="small" onClick={onRetry}><RotateCw />Try again</Button>}
        {problem.traceId && <Button size="small" look="quiet" onClick={() => void navigator.clipboard.writeText(problem.traceId ?? '')}><Copy />Copy code</Button>}
      </div>
    </div>
  );
}
