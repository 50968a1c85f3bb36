import type { Step } from '@/api/model';

/** Milliseconds since the run began; `end` is undefined while the step goes on. */
export type Bar = { step: Step; start: number; end: number | undefined };
/** One line of the timeline: firings of one node that do not overlap. */
export type Lane = { key: string; nodeId: string; name: string; /** 0 for the first line of a node; others hold what ran at the same time. */ depth: number; bars: Bar[] };
export type Window = { from: number; to: number };
/** What is drawn: bars that fall onto the same few pixels are one. */
export type Mark = { x: number; width: number; bar: Bar; more: number };

/** Lines by node, in the order in which they first started; parallel firings of a node get lines of their own. */
export function lanesOf(steps: readonly Step[], origin: number): Lane[] {
  const byNode = new Map<string, { name: string; bars: Bar[] }>();
  for (const step of steps) {
    if (!step.startedAt) continue;
    const start = Math.max(0, Date.parse(step.startedAt) - origin);
    const bar = { step, start, end: step.finishedAt ? Math.max(start, Date.parse(step.finishedAt) - origin) : undefined };
    const known = byNode.get(step.nodeId);
    if (known) known.bars.push(bar);
    else byNode.set(step.nodeId, { name: step.node, bars: [bar] });
  }
  const nodes = [...byNode].map(([nodeId, { name, bars }]) => ({ nodeId, name, bars: bars.sort((a, b) => a.start - b.start || a.step.id - b.step.id) }));
  nodes.sort((a, b) => (a.bars[0]?.start ?? 0) - (b.bars[0]?.start ?? 0) || (a.bars[0]?.step.id ?? 0) - (b.bars[0]?.step.id ?? 0));
  return nodes.flatMap(({ nodeId, name, bars }) => {
    const lines: Bar[][] = [];
    for (const bar of bars) {
      const free = lines.find(line => ((line.at(-1) as Bar).end ?? Infinity) <= bar.start);
      if (free) free.push(bar);
      else lines.push([bar]);
    }
    return lines.map((line, depth) => ({ key: `${nodeId}/${depth}`, nodeId, name, depth, bars: line }));
  });
}

/** The end of what there is to show: now while something goes on, and never nothing. */
export const extentOf = (lanes: readonly Lane[], now: number | undefined): number =>
  Math.max(1, now ?? 0, ...lanes.map(lane => lane.bars.reduce((end, bar) => Math.max(end, bar.end ?? now ?? bar.start), 0)));

const LEAST_WIDTH = 4;

/** The bars of a line within a window, in pixels. However many there are, no more are drawn than have room. */
export function marksOf(lane: Lane, { from, to }: Window, width: number, now: number): Mark[] {
  const scale = width / Math.max(0.001, to - from);
  const marks: Mark[] = [];
  for (const bar of lane.bars) {
    const end = bar.end ?? Math.max(now, bar.start);
    if (end < from || bar.start > to) continue;
    const x = Math.max(-2, (bar.start - from) * scale);
    const right = Math.min(width + 2, Math.max((end - from) * scale, x + LEAST_WIDTH));
    const last = marks.at(-1);
    if (last && x < last.x + LEAST_WIDTH) {
      last.width = Math.max(last.width, right - last.x);
      last.more++;
      if (rank(bar) > rank(last.bar)) last.bar = bar;
    } else marks.push({ x, width: right - x, bar, more: 0 });
  }
  return marks;
}

/** Of several in one place the one to look at first gives its colour. */
const order = ['skipped', 'succeeded', 'cancelled', 'ready', 'waiting', 'running', 'retrying', 'held', 'needsDecision', 'failed'];
const rank = (bar: Bar) => order.indexOf(bar.step.status);

const nice = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000, 1_800_000, 3_600_000, 7_200_000, 21_600_000, 43_200_000, 86_400_000];

/** Round times at which the axis is marked, at least as many pixels apart as a label needs. */
export function ticksOf({ from, to }: Window, width: number, room = 84): number[] {
  const least = ((to - from) / Math.max(1, width)) * room;
  const days = 86_400_000;
  const step = nice.find(one => one >= least) ?? Math.ceil(least / days) * days;
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to && ticks.length < 200; at += step) ticks.push(at);
  return ticks;
}

/** The window drawn in or out around a point that stays where it is; never beyond what there is. */
export function zoomed({ from, to }: Window, factor: number, at: number, extent: number): Window {
  const length = Math.min(extent, Math.max(1, (to - from) * factor));
  const start = at - ((at - from) / Math.max(0.001, to - from)) * length;
  const kept = Math.max(0, Math.min(extent - length, start));
  return { from: kept, to: kept + length };
}

/** The window moved, as far as there is something. */
export function panned({ from, to }: Window, by: number, extent: number): Window {
  const length = to - from;
  const start = Math.max(0, Math.min(extent - length, from + by));
  return { from: start, to: start + length };
}
