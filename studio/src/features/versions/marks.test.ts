import { describe, expect, it } from 'vitest';
import { diff } from '@/document/diff';
import { chosenPair, marksOf } from './marks';

const node = (id: string, more = {}) => ({ id, type: 't', name: id, ...more });

it('marks what went on the left, what came on the right, what changed on both', () => {
  const found = diff({ nodes: [node('a'), node('b')], edges: [{ from: 'a', to: 'b' }] }, { nodes: [node('a', { disabled: true }), node('c')], edges: [{ from: 'a', to: 'c' }] });
  const { before, after } = marksOf(found);
  expect([before.marks, after.marks]).toEqual([{ a: 'changed', b: 'removed' }, { a: 'changed', c: 'added' }]);
  expect([Object.values(before.edgeMarks), Object.values(after.edgeMarks)]).toEqual([['removed'], ['added']]);
});

describe('the two that are compared', () => {
  it.each([
    [null, null, [3, 2, 1], true, [3, 0]], [null, null, [3, 2, 1], false, [2, 3]], [null, null, [1], false, undefined], [null, null, [], true, undefined],
    ['1', '3', [3, 2, 1], false, [1, 3]], [null, '2', [3, 2, 1], false, [1, 2]], [null, '1', [1], false, undefined], ['9', '9', [2, 1], false, [1, 2]], ['2', 'draft', [2, 1], false, [2, 0]],
  ])('a=%s b=%s of %j, draft changed %s', (a, b, versions, changes, pair) => expect(chosenPair(a, b, versions, changes)).toEqual(pair));
});
