import { describe, expect, it } from 'vitest';
import type { Json, Step } from '@/api/model';
import { dataChanges, pairsOf } from './compare';

const time = (ms: number) => new Date(1_000_000 + ms).toISOString();
const step = (nodeId: string, number: number, out: Json = 1, { status = 'succeeded', took = 10, node = nodeId.toUpperCase() } = {}) =>
  ({ id: number, nodeId, node, number, status, startedAt: time(0), finishedAt: time(took), inputs: {}, outputs: { main: { count: 1, items: [{ json: out }] } } }) as unknown as Step;

describe('steps of two runs', () => {
  it('belong together by node and number', () => {
    const pairs = pairsOf([step('a', 0), step('b', 0), step('b', 1)], [step('b', 1), step('a', 0), step('c', 0)], false);
    expect(pairs.map(pair => [pair.key, !!pair.a, !!pair.b, pair.differs])).toEqual([['a/0', true, true, []], ['b/0', true, false, ['missing']], ['b/1', true, true, []], ['c/0', false, true, ['missing']]]);
  });
  it('belong together by name where the workflows differ', () => expect(pairsOf([step('a', 0, 1, { node: 'Same' })], [step('x', 0, 1, { node: 'Same' })], true)).toHaveLength(1));
  it('say in what they differ', () => {
    const [pair] = pairsOf([step('a', 0, { x: 1 })], [step('a', 0, { x: 2 }, { status: 'failed', took: 900 })], false);
    expect(pair?.differs).toEqual(['status', 'output', 'duration']);
    expect(pair && dataChanges(pair, 'outputs')).toEqual([{ path: 'main.0.x', before: 1, after: 2 }]);
  });
  it('do not differ by a few milliseconds', () => expect(pairsOf([step('a', 0, 1, { took: 2 })], [step('a', 0, 1, { took: 30 })], false)[0]?.differs).toEqual([]));
});
