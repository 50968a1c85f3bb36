import { CircleAlert, CircleCheck, CircleDashed, Clock } from 'lucide-react';
import type { ComponentType } from 'react';
import { cn } from '@/lib/cn';

const looks: Record<string, { word: string; icon: ComponentType<{ className?: string }>; colour: string }> = {
  connected: { word: 'Connected', icon: CircleCheck, colour: 'text-succeeded' }, notConnected: { word: 'Not connected', icon: CircleDashed, colour: 'text-n10' },
  expired: { word: 'Expired', icon: Clock, colour: 'text-decision' }, needsReconnect: { word: 'Connect again', icon: CircleAlert, colour: 'text-failed' },
};

/** Whether somebody has granted access, as whom, and what is wrong with it. */
export function ConnectionMark({ state, as, problem }: { state: string; as?: string | null | undefined; problem?: string | null | undefined }) {
  const { word, icon: Icon, colour } = looks[state] ?? { word: state, icon: CircleDashed, colour: 'text-n10' };
  return <span title={problem ?? undefined} className={cn('inline-flex items-center gap-1 text-meta', colour)}><Icon className="size-3.5" />{word}{as && ` as ${as}`}</span>;
}
