import { useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { readStored, writeStored } from '@/lib/stored';
import { Tabs } from '@/ui/tabs';
import { useWidth } from './use-width';

export type ColumnContent = { id: string; title: string; content: ReactNode };

const NARROW = 860;
const LEAST = 0.16;
const STEP = 0.02;
const usual: [number, number] = [0.31, 0.35];

/** Each column keeps a part of the room: the shares of the first two, in bounds. */
export function bounded([first, second]: [number, number]): [number, number] {
  const one = Math.min(1 - 2 * LEAST, Math.max(LEAST, first));
  return [one, Math.min(1 - LEAST - one, Math.max(LEAST, second))];
}

/** Three columns with edges to drag; tabs where there is no room for three. */
export function Columns({ columns, small, onSmall }: { columns: [ColumnContent, ColumnContent, ColumnContent]; small: string; onSmall: (id: string) => void }) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const [shares, setShares] = useState<[number, number]>(() => bounded(readStored('panel-columns', usual)));
  const [left, middle, right] = columns;
  const move = (edge: 0 | 1, to: number) => {
    const next = bounded(edge === 0 ? [to, shares[1] + shares[0] - to] : [shares[0], to - shares[0]]);
    setShares(next);
    return next;
  };
  const edge = (which: 0 | 1, label: string) => <Edge label={label} at={which === 0 ? shares[0] : shares[0] + shares[1]} width={width} frame={() => frame.current?.getBoundingClientRect().left ?? 0} onMove={to => move(which, to)} onDone={next => writeStored('panel-columns', next)} onReset={() => { setShares(usual); writeStored('panel-columns', usual); }} />;
  const columnOf = ({ id, title, content }: ColumnContent) => <section key={id} aria-label={title} className="flex min-h-0 min-w-0 flex-col overflow-hidden">{content}</section>;
  return (
    <div ref={frame} className="min-h-0 flex-1">
      {width > 0 && width < NARROW
        ? <Tabs className="h-full" label="Columns" value={small} onChange={onSmall} tabs={columns.map(({ id, title, content }) => ({ id, label: title, content }))} />
        : (
          <div className="grid h-full" style={{ gridTemplateColumns: `${shares[0]}fr 1px ${shares[1]}fr 1px ${1 - shares[0] - shares[1]}fr` }}>
            {columnOf(left)}{edge(0, 'Width of the input')}{columnOf(middle)}{edge(1, 'Width of the output')}{columnOf(right)}
          </div>
        )}
    </div>
  );
}

type EdgeProps = { label: string; at: number; width: number; frame: () => number; onMove: (to: number) => [number, number]; onDone: (shares: [number, number]) => void; onReset: () => void };

function Edge({ label, at, width, frame, onMove, onDone, onReset }: EdgeProps) {
  const last = useRef<[number, number]>(undefined);
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId) && width > 0) last.current = onMove((event.clientX - frame()) / width);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowLeft' ? -STEP : event.key === 'ArrowRight' ? STEP : 0;
    if (step === 0) return;
    event.preventDefault();
    onDone(onMove(at + step));
  };
  return (
    <div role="separator" aria-orientation="vertical" aria-label={label} aria-valuenow={Math.round(at * 100)} aria-valuemin={0} aria-valuemax={100} tabIndex={0} title="Drag to resize; double-click for the usual widths"
      onPointerDown={event => event.currentTarget.setPointerCapture(event.pointerId)} onPointerMove={onPointerMove} onPointerUp={() => { if (last.current) onDone(last.current); }} onDoubleClick={onReset} onKeyDown={onKeyDown}
      className="relative z-2 w-px touch-none bg-n5 outline-none after:absolute after:inset-y-0 after:-left-1.5 after:w-3.5 after:cursor-col-resize hover:bg-accent focus-visible:bg-accent focus-visible:shadow-[0_0_0_1px_var(--accent)]" />
  );
}
