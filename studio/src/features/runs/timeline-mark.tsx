import { duration } from '@/lib/format';
import { statusLook } from '@/ui/status';
import type { Mark } from './gantt';

type TimelineMarkProps = { mark: Mark; x: number; y: number; height: number; /** Pixels to the right of it. */ room: number; chosen: boolean; differs: boolean; onChoose: (step: number) => void };

const sleeping = new Set(['waiting', 'retrying', 'paused']);

/** One step, or several that have no room apart. Waits are hatched, attempts counted, what goes on has no end. */
export function TimelineMark({ mark: { x: left, width, bar, more }, x, y, height, room, chosen, differs, onChoose }: TimelineMarkProps) {
  const { step, start, end } = bar;
  const { ring, word } = statusLook(step.status);
  const waits = step.type === 'flow.wait' || sleeping.has(step.status);
  const tries = step.attempts > 1 ? ` · ${step.attempts} attempts` : '';
  const took = end === undefined ? 'so far' : duration(end - start);
  const label = more > 0 ? `×${more + 1}` : width > 70 ? (end === undefined ? word : duration(end - start)) : '';
  return (
    <g transform={`translate(${x + left} ${y + 4})`} onClick={() => onChoose(step.id)} className="cursor-pointer">
      <title>{`${step.node}${step.number > 0 ? ` (${step.number + 1})` : ''}: ${word}, ${took}${tries}${more > 0 ? ` · and ${more} more here` : ''}`}</title>
      <rect y={-2} width={Math.max(width, 8)} height={height - 4} fill="transparent" />
      <rect width={width} height={height - 8} rx={3} fill={ring} fillOpacity={waits ? 0.25 : 0.8} stroke={chosen ? 'var(--n12)' : ring} strokeWidth={chosen ? 2 : 1} strokeDasharray={waits ? '4 3' : undefined} />
      {differs && <path d={`M0 ${height - 6} h${Math.max(width, 6)}`} stroke="var(--decision)" strokeWidth={2.5} />}
      {step.attempts > 1 && width > 26 && <text x={5} y={13} className={`text-[11px] font-medium ${waits ? 'fill-n12' : 'fill-n1'}`}>{step.attempts}×</text>}
      {label && (room > 56 ? <text x={width + 5} y={13} className="fill-n10 text-[11px]">{label}</text> : width > 96 && <text x={width - 6} y={13} textAnchor="end" className={`text-[11px] font-medium ${waits ? 'fill-n12' : 'fill-n1'}`}>{label}</text>)}
    </g>
  );
}
