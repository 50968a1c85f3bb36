import { ArrowRight, TriangleAlert } from 'lucide-react';
import type { Evaluation } from '@/api/expressions';
import { cn } from '@/lib/cn';
import { brief } from '@/lib/json';
import { typeName } from '@/ui/data/shape';

/** The value of an expression in one line, or why there is none. */
export function Preview({ result, className }: { result: Evaluation | undefined; className?: string }) {
  if (!result) return null;
  if (result.error)
    return <p role="status" className={cn('flex items-start gap-1 text-meta text-decision', className)}><TriangleAlert className="mt-0.5 size-3.5 shrink-0" /><span className="min-w-0 break-words">{result.error.message}</span></p>;
  const value = result.value;
  return (
    <p role="status" className={cn('flex items-center gap-1 text-meta text-n10', className)}>
      <ArrowRight aria-label="Result" className="size-3.5 shrink-0 stroke-[1.5]" />
      <span dir="auto" className="min-w-0 truncate font-mono text-n12">{value === undefined ? 'undefined' : value === '' ? '""' : brief(value, 240)}</span>
      <span className="shrink-0">{value === undefined ? 'nothing' : typeName(value)}</span>
    </p>
  );
}
