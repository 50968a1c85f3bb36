import { cn } from '@/lib/cn';
import { duration } from '@/lib/format';
import { useNow } from '@/lib/use-now';

type ElapsedProps = { from: string | null | undefined; to: string | null | undefined; over: boolean; className?: string | undefined };

/** How long something took, or has taken so far. */
export function Elapsed({ from, to, over, className: given }: ElapsedProps) {
  const className = cn('whitespace-nowrap', given);
  if (!from) return <span className={className}>–</span>;
  if (to) return <span className={className}>{duration(Date.parse(to) - Date.parse(from))}</span>;
  return over ? <span className={className}>–</span> : <SoFar from={from} className={className} />;
}

function SoFar({ from, className }: { from: string; className: string | undefined }) {
  const now = useNow();
  return <span className={className} title="Still going on">{duration(Math.max(0, now - Date.parse(from)))}…</span>;
}
