import { ChevronLeft, ChevronRight } from 'lucide-react';
import { choiceTitle } from '@/ui/schema-form/schema';
import { Button } from '@/ui/button';
import { cn } from '@/lib/cn';

/** Which of several firings of a node is shown. */
export function FiringPicker({ count, shown, onShow }: { count: number; shown: number; onShow: (at: number) => void }) {
  if (count < 2) return null;
  return (
    <span className="flex items-center text-meta text-n10">
      <Button look="quiet" size="icon" title="Earlier firing" disabled={shown <= 0} onClick={() => onShow(shown - 1)}><ChevronLeft /></Button>
      <label className="flex items-center gap-1">Firing
        <input type="number" min={1} max={count} value={shown + 1} onChange={event => { const next = event.target.valueAsNumber - 1; if (next >= 0 && next < count) onShow(next); }} className="h-6 w-12 rounded border border-n6 bg-n1 px-1 text-right text-n12" />of {count.toLocaleString()}
      </label>
      <Button look="quiet" size="icon" title="Later firing" disabled={shown >= count - 1} onClick={() => onShow(shown + 1)}><ChevronRight /></Button>
    </span>
  );
}

/** Which port of a node is shown; nothing where there is only one. */
export function PortPicker({ ports, shown, counts, onShow, label }: { ports: string[]; shown: string | undefined; counts: (port: string) => number; onShow: (port: string) => void; label: string }) {
  if (ports.length < 2) return null;
  return (
    <div role="group" aria-label={label} className="flex min-w-0 gap-0.5 overflow-x-auto">
      {ports.map(port => (
        <button key={port} type="button" aria-pressed={shown === port} onClick={() => onShow(port)} className={cn('flex h-6 shrink-0 items-center gap-1 rounded-full px-2 text-meta text-n10 hover:text-n12', shown === port && 'bg-n4 font-medium text-n12')}>
          {choiceTitle(port)}<span className="text-n10">{counts(port).toLocaleString()}</span>
        </button>
      ))}
    </div>
  );
}
