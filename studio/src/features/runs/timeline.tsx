import { Maximize2, ZoomIn, ZoomOut } from 'lucide-react';
import { useEffect, useRef, useState, type PointerEvent } from 'react';
import type { Step } from '@/api/model';
import { duration } from '@/lib/format';
import { useNow } from '@/lib/use-now';
import { Button } from '@/ui/button';
import { statusLook } from '@/ui/status';
import { extentOf, lanesOf, marksOf, panned, ticksOf, zoomed, type Lane, type Window } from './gantt';
import { TimelineMark } from './timeline-mark';

const LANE = 26;
const AXIS = 24;
const NAMES = 172;

type TimelineProps = {
  steps: readonly Step[];
  /** When the run began, in milliseconds. */
  origin: number;
  over: boolean;
  chosen: number | undefined;
  onChoose: (step: number) => void;
  /** How far the axis reaches at least, to hold several timelines against each other. */
  reach?: number;
  /** Steps that differ from those of another run. */
  differs?: ReadonlySet<number>;
};

/** Every step on the axis of time: what ran beside what, what waited, what was tried again. */
export function Timeline({ steps, origin, over, chosen, onChoose, reach = 0, differs }: TimelineProps) {
  const clock = useNow();
  const now = Math.max(0, clock - origin);
  const lanes = lanesOf(steps, origin);
  const extent = Math.max(reach, extentOf(lanes, over ? undefined : now));
  const [picked, setPicked] = useState<Window>();
  const window = picked ?? { from: 0, to: extent * 1.02 };
  const [box, setBox] = useState({ width: 800, height: 300, top: 0 });
  const frame = useRef<HTMLDivElement>(null);
  const width = Math.max(80, box.width - NAMES - 12);
  const zoom = (factor: number, at = (window.from + window.to) / 2) => {
    const next = zoomed(window, factor, at, extent * 1.02);
    setPicked(next.to - next.from >= extent ? undefined : next);
  };
  const latest = useRef({ window, width, zoom, extent });
  useEffect(() => { latest.current = { window, width, zoom, extent }; });
  useEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    const measure = () => setBox(known => ({ ...known, width: element.clientWidth, height: element.clientHeight }));
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    // A wheel that zooms must not scroll as well: React's own listener could not prevent it.
    const wheel = (event: WheelEvent) => {
      const { window: shown, width: room, zoom: change, extent: end } = latest.current;
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        const x = event.clientX - element.getBoundingClientRect().left - NAMES;
        change(event.deltaY > 0 ? 1.25 : 0.8, shown.from + (x / room) * (shown.to - shown.from));
      } else if (event.deltaX !== 0 || event.shiftKey) {
        event.preventDefault();
        setPicked(panned(shown, ((event.deltaX || event.deltaY) / room) * (shown.to - shown.from), end * 1.02));
      }
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => {
      watcher.disconnect();
      element.removeEventListener('wheel', wheel);
    };
  }, []);
  const drag = useRef<{ x: number; from: Window }>(undefined);
  const move = (event: PointerEvent) => {
    if (drag.current && picked) setPicked(panned(drag.current.from, ((drag.current.x - event.clientX) / width) * (picked.to - picked.from), extent * 1.02));
  };
  const first = Math.max(0, Math.floor((box.top - AXIS) / LANE) - 4);
  const shown = lanes.slice(first, first + Math.ceil(box.height / LANE) + 10);
  const x = (time: number) => NAMES + ((time - window.from) / (window.to - window.from)) * width;
  return (
    <div className="relative h-full">
      <div className="absolute top-0 right-3 z-10 flex h-6 items-center bg-n1 pl-1">
        <Button look="quiet" size="icon" className="size-6" title="Zoom in (Ctrl and wheel)" onClick={() => zoom(0.5)}><ZoomIn /></Button>
        <Button look="quiet" size="icon" className="size-6" title="Zoom out" disabled={!picked} onClick={() => zoom(2)}><ZoomOut /></Button>
        <Button look="quiet" size="icon" className="size-6" title="Show all of it" disabled={!picked} onClick={() => setPicked(undefined)}><Maximize2 /></Button>
      </div>
      <div ref={frame} className="h-full overflow-x-hidden overflow-y-auto" onScroll={event => { const { scrollTop } = event.currentTarget; setBox(known => ({ ...known, top: scrollTop })); }}
        onPointerDown={event => { if (picked) drag.current = { x: event.clientX, from: picked }; }} onPointerMove={move} onPointerUp={() => { drag.current = undefined; }} onPointerLeave={() => { drag.current = undefined; }}>
        <div className="relative" style={{ height: AXIS + lanes.length * LANE + 8 }}>
          <svg width={NAMES + width + 12} height={AXIS + lanes.length * LANE + 8} aria-hidden className="absolute inset-0 select-none">
            {ticksOf(window, width).map(tick => <g key={tick}><line x1={x(tick)} x2={x(tick)} y1={AXIS - 4} y2="100%" className="stroke-n4" />{x(tick) < NAMES + width - 110 && <text x={x(tick) + 3} y={14} className="fill-n10 text-[11px]">{tick === 0 ? '0' : duration(tick)}</text>}</g>)}
            {shown.map((lane, at) => marksOf(lane, window, width, now).map(mark => <TimelineMark key={`${lane.key}/${mark.bar.step.id}`} mark={mark} x={NAMES} y={AXIS + (first + at) * LANE} height={LANE} room={width - mark.x - mark.width} chosen={mark.bar.step.id === chosen} differs={differs?.has(mark.bar.step.id) ?? false} onChoose={onChoose} />))}
            {!over && <line x1={x(now)} x2={x(now)} y1={AXIS - 6} y2="100%" className="stroke-running" strokeDasharray="3 3" />}
          </svg>
          {shown.map((lane, at) => lane.depth === 0 && <LaneName key={lane.key} lane={lane} top={AXIS + (first + at) * LANE} chosen={chosen} onChoose={onChoose} />)}
        </div>
      </div>
    </div>
  );
}

/** The name of a line chooses the node's last step; again, the one before. */
function LaneName({ lane, top, chosen, onChoose }: { lane: Lane; top: number; chosen: number | undefined; onChoose: (step: number) => void }) {
  const at = lane.bars.findIndex(bar => bar.step.id === chosen);
  const next = lane.bars.at(at < 0 ? -1 : at - 1)?.step ?? lane.bars[0]?.step;
  return (
    <button type="button" onClick={() => next && onChoose(next.id)} aria-pressed={at >= 0} style={{ top, height: LANE, width: NAMES - 8 }} title={lane.name}
      aria-label={`${lane.name}, ${statusLook(lane.bars.at(-1)?.step.status ?? '').word}`}
      className={`absolute left-0 flex items-center gap-1 bg-n1 pl-4 text-left text-meta hover:text-n12 focus-visible:-outline-offset-2 ${at >= 0 ? 'font-medium text-n12' : 'text-n11'}`}>
      <span className="truncate" dir="auto">{lane.name}</span>{lane.bars.length > 1 && <span className="shrink-0 text-n10">×{lane.bars.length}</span>}
    </button>
  );
}
