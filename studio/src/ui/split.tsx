import { useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { readStored, writeStored } from '@/lib/stored';
import { cn } from '@/lib/cn';

type SplitProps = { first: ReactNode; second: ReactNode; /** How the two lie. */ direction: 'row' | 'column'; /** Name under which the size of the second is remembered. */ name: string; size: number; least?: number; label: string; className?: string };

/** Two parts with an edge between them that can be moved, by pointer or arrow keys; double click puts it back. */
export function Split({ first, second, direction, name, size, least = 160, label, className }: SplitProps) {
  const [length, setLength] = useState(() => readStored(`split.${name}`, size));
  const frame = useRef<HTMLDivElement>(null);
  const row = direction === 'row';
  const most = () => {
    const box = frame.current?.getBoundingClientRect();
    return Math.max(least, (box ? (row ? box.width : box.height) : 1_000) - least);
  };
  const become = (next: number) => {
    const kept = Math.round(Math.max(least, Math.min(most(), next)));
    setLength(kept);
    writeStored(`split.${name}`, kept);
  };
  const drag = (event: PointerEvent) => {
    const box = frame.current?.getBoundingClientRect();
    if (!box || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    become(row ? box.right - event.clientX : box.bottom - event.clientY);
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowLeft: row ? 24 : 0, ArrowRight: row ? -24 : 0, ArrowUp: row ? 0 : 24, ArrowDown: row ? 0 : -24 }[event.key];
    if (!step) return;
    event.preventDefault();
    become(length + step);
  };
  return (
    <div ref={frame} className={cn('flex h-full min-h-0 min-w-0', row ? 'flex-row' : 'flex-col', className)}>
      <div className="min-h-0 min-w-0 flex-1">{first}</div>
      <div role="separator" aria-label={label} aria-orientation={row ? 'vertical' : 'horizontal'} aria-valuenow={length} aria-valuemin={least} tabIndex={0} onKeyDown={press} onDoubleClick={() => become(size)}
        onPointerDown={event => event.currentTarget.setPointerCapture(event.pointerId)} onPointerMove={drag}
        className={cn('relative z-10 shrink-0 touch-none bg-n5 transition-colors hover:bg-accent focus-visible:bg-accent', row ? '-mx-px w-px cursor-col-resize px-[1.5px]' : '-my-px h-px cursor-row-resize py-[1.5px]')} />
      <div className="min-h-0 min-w-0 shrink-0" style={row ? { width: length, maxWidth: '70%' } : { height: length, maxHeight: '80%' }}>{second}</div>
    </div>
  );
}
