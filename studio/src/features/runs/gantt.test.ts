import { describe, expect, it } from 'vitest';
import type { Step } from '@/api/model';
import { extentOf, lanesOf, marksOf, panned, ticksOf, zoomed } from './gantt';

const at = (ms: number) => new Date(1_000_000 + ms).toISOString();
const step = (id: number, nodeId: string, from: number | undefined, to: number | undefined, status = 'succeeded') =>
  ({ id, nodeId, node: nodeId.toUpperCase(), number: 0, status, startedAt: from === undefined ? null : at(from), finishedAt: to === undefined ? null : at(to) }) as unknown as Step;
const lanes = (...steps: Step[]) => lanesOf(steps, 1_000_000);

describe('lines', () => {
  it('come in the order in which nodes start, one for each node', () => expect(lanes(step(2, 'b', 50, 60), step(1, 'a', 0, 50), step(3, 'a', 70, 80)).map(lane => [lane.name, lane.bars.length])).toEqual([['A', 2], ['B', 1]]));
  it('are more than one where a node runs beside itself', () => expect(lanes(step(1, 'a', 0, 50), step(2, 'a', 10, 20), step(3, 'a', 30, 40)).map(lane => [lane.depth, lane.bars.map(bar => bar.step.id)])).toEqual([[0, [1]], [1, [2, 3]]]));
  it('leave out what has not started', () => expect(lanes(step(1, 'a', undefined, undefined, 'ready'))).toEqual([]));
  it('keep a step that goes on for itself', () => expect(lanes(step(1, 'a', 0, undefined, 'running'), step(2, 'a', 10, 20))).toHaveLength(2));
});

it('reaches to the last end, or to now', () => {
  const two = lanes(step(1, 'a', 0, 50), step(2, 'b', 10, undefined, 'running'));
  expect([extentOf(two, undefined), extentOf(two, 400), extentOf([], undefined)]).toEqual([50, 400, 1]);
});

describe('marks', () => {
  const lane = (...steps: Step[]) => lanes(...steps)[0]!;
  it('stand where the time says', () => expect(marksOf(lane(step(1, 'a', 25, 75)), { from: 0, to: 100 }, 1_000, 0)).toMatchObject([{ x: 250, width: 500, more: 0 }]));
  it('can be seen however short the step was', () => expect(marksOf(lane(step(1, 'a', 0, 0)), { from: 0, to: 1e9 }, 100, 0)[0]?.width).toBe(4));
  it('are left out beyond the window', () => expect(marksOf(lane(step(1, 'a', 0, 10)), { from: 50, to: 100 }, 100, 0)).toEqual([]));
  it('are one where there is no room for two, and the failed one is seen', () => {
    const many = Array.from({ length: 1_000 }, (_, n) => step(n, 'a', n, n + 1, n === 3 ? 'failed' : 'succeeded'));
    const marks = marksOf(lane(...many), { from: 0, to: 1_000 }, 100, 0);
    expect(marks.length).toBeLessThanOrEqual(25);
    expect(marks[0]).toMatchObject({ bar: { step: { status: 'failed' } } });
    expect(marks.reduce((sum, mark) => sum + 1 + mark.more, 0)).toBe(1_000);
  });
  it('reach to now while the step goes on', () => expect(marksOf(lane(step(1, 'a', 0, undefined, 'running')), { from: 0, to: 100 }, 100, 60)).toMatchObject([{ x: 0, width: 60 }]));
});

it('marks round times with room for their labels', () => {
  expect(ticksOf({ from: 0, to: 1_000 }, 500)).toEqual([0, 200, 400, 600, 800, 1_000]);
  expect(ticksOf({ from: 0, to: 90_000_000 * 40 }, 500).length).toBeLessThan(8);
});

describe('the window', () => {
  it('is drawn in around the pointer', () => expect(zoomed({ from: 0, to: 100 }, 0.5, 80, 100)).toEqual({ from: 40, to: 90 }));
  it('never leaves what there is', () => {
    expect(zoomed({ from: 20, to: 60 }, 10, 40, 100)).toEqual({ from: 0, to: 100 });
    expect(panned({ from: 60, to: 90 }, 50, 100)).toEqual({ from: 70, to: 100 });
  });
});
