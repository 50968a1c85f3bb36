import { ago, instant } from '@/lib/format';
import { useNow } from '@/lib/use-now';

/** How long ago, with the exact time on hover. */
export function Time({ at, className }: { at: string | null | undefined; className?: string }) {
  const now = useNow();
  if (!at) return <span className={className}>–</span>;
  return <time dateTime={at} title={instant(at)} className={className}>{ago(at, now)}</time>;
}
