import { useState } from 'react';
import type { Items, Step } from '@/api/model';
import { useGetNodeStepsQuery } from '@/api/runs';
import { skipToken } from '@reduxjs/toolkit/query';
import { count, plural } from '@/lib/format';
import { cn } from '@/lib/cn';
import { ItemsView } from '@/ui/data/items-view';

const MORE = 200;
const MOST = 1_000;

/** What went in or came out, port by port. More items than the first few are fetched when asked for. */
export function StepData({ runId, step, side }: { runId: string; step: Step; side: 'inputs' | 'outputs' }) {
  const [asked, setAsked] = useState(0);
  const [port, setPort] = useState<string>();
  const { data } = useGetNodeStepsQuery(asked > 0 ? { id: runId, node: step.nodeId, items: asked } : skipToken);
  const ports = (data?.find(one => one.id === step.id) ?? step)[side];
  const names = Object.keys(ports);
  const shown = port !== undefined && ports[port] ? port : (names.find(name => (ports[name]?.count ?? 0) > 0) ?? names[0]);
  const items: Items | undefined = shown === undefined ? undefined : ports[shown];
  if (!items) return <p className="p-4 text-n10">{side === 'inputs' ? 'Nothing went in.' : emptyReason(step)}</p>;
  const more = items.items.length < items.count && items.items.length < MOST;
  return (
    <div className="flex h-full flex-col">
      {names.length > 1 && (
        <div role="group" aria-label="Ports" className="flex flex-wrap gap-1 px-3 pt-2">{names.map(name => (
          <button key={name} type="button" aria-pressed={name === shown} onClick={() => setPort(name)} className={cn('h-6 rounded-full border px-2 text-meta', name === shown ? 'border-accent bg-accent-soft text-n12' : 'border-n6 text-n11 hover:bg-n4')}>{name} · {count(ports[name]?.count ?? 0)}</button>
        ))}</div>
      )}
      {items.items.length >= MOST && items.items.length < items.count && <p className="px-3 pt-2 text-meta text-n10">{count(MOST)} of {plural(items.count, 'item')} are shown; the API has all of them.</p>}
      <div className="min-h-0 flex-1"><ItemsView items={items.items} count={items.count} hidden={items.hidden} onMore={more ? () => setAsked(Math.min(MOST, Math.max(MORE, asked * 2))) : undefined} empty={<p className="p-4 text-n10">{side === 'inputs' ? 'Nothing went in.' : emptyReason(step)}</p>} /></div>
    </div>
  );
}

function emptyReason(step: Step): string {
  if (step.status === 'skipped') return 'The step was skipped: nothing reached it.';
  if (step.status === 'failed') return 'The step failed, so nothing came out.';
  if (step.status === 'succeeded') return 'Nothing came out.';
  return 'Nothing has come out yet.';
}
