import { Ban, CircleAlert, CircleCheck, CircleDashed, CircleX, Clock, Hourglass, LoaderCircle, PauseCircle, RotateCw, SkipForward } from 'lucide-react';
import type { ComponentType } from 'react';
import { cn } from '@/lib/cn';

type Look = { word: string; icon: ComponentType<{ className?: string }>; colour: string; soft: string; ring: string };

const blue = { colour: 'text-running', soft: 'bg-running-soft', ring: 'var(--running)' };
const violet = { colour: 'text-waiting', soft: 'bg-waiting-soft', ring: 'var(--waiting)' };
const amber = { colour: 'text-decision', soft: 'bg-decision-soft', ring: 'var(--decision)' };
const green = { colour: 'text-succeeded', soft: 'bg-succeeded-soft', ring: 'var(--succeeded)' };
const red = { colour: 'text-failed', soft: 'bg-failed-soft', ring: 'var(--failed)' };
const grey = { colour: 'text-skipped', soft: 'bg-skipped-soft', ring: 'var(--skipped)' };

/** How every state of a run or step looks: never by colour alone. */
export const statusLooks: Record<string, Look> = {
  queued: { word: 'Queued', icon: CircleDashed, ...grey },
  ready: { word: 'Ready', icon: CircleDashed, ...grey },
  running: { word: 'Running', icon: LoaderCircle, ...blue },
  retrying: { word: 'Retrying', icon: RotateCw, ...violet },
  waiting: { word: 'Waiting', icon: Hourglass, ...violet },
  paused: { word: 'Paused', icon: PauseCircle, ...violet },
  held: { word: 'Held', icon: CircleAlert, ...amber },
  needsDecision: { word: 'Needs decision', icon: CircleAlert, ...amber },
  succeeded: { word: 'Succeeded', icon: CircleCheck, ...green },
  failed: { word: 'Failed', icon: CircleX, ...red },
  skipped: { word: 'Skipped', icon: SkipForward, ...grey },
  cancelled: { word: 'Cancelled', icon: Ban, ...grey },
};

const unknown: Look = { word: 'Unknown', icon: Clock, ...grey };

export const statusLook = (status: string): Look => statusLooks[status] ?? unknown;

export function StatusIcon({ status, className }: { status: string; className?: string }) {
  const { icon: Icon, colour } = statusLook(status);
  return <Icon className={cn('size-4 shrink-0 stroke-[1.75]', colour, status === 'running' && 'animate-spin', className)} />;
}

export function Status({ status, className }: { status: string; className?: string }) {
  const { word, colour, soft } = statusLook(status);
  return (
    <span className={cn('inline-flex h-5.5 items-center gap-1 rounded-full px-2 text-meta font-medium whitespace-nowrap', colour, soft, status === 'cancelled' && 'line-through', className)}>
      <StatusIcon status={status} className="size-3.5" />{word}
    </span>
  );
}
