import { expect, it } from 'vitest';
import type { Problem } from '@/api/base';
import { outcomeOf, sameJson, waitBefore } from './outcome';

const problem = (status: number, type = '/problems/x') => ({ type, title: '', status, detail: '' }) as Problem;

it.each([[412, 'conflict'], [0, 'again'], [503, 'again'], [401, 'again'], [429, 'again'], [404, 'gone'], [400, 'refused'], [413, 'refused']] as const)('a save answered %d is %s', (status, outcome) => expect(outcomeOf(problem(status))).toBe(outcome));
it('waits longer each time, but not forever', () => expect([0, 1, 2, 3, 4, 9].map(waitBefore)).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000]));
it('compares values whatever the order of their members', () => {
  expect(sameJson({ a: [1, { b: 2, c: 3 }] }, { a: [1, { c: 3, b: 2 }] })).toBe(true);
  expect(sameJson({ a: 1 }, { a: 1, b: null })).toBe(false);
  expect(sameJson([], {})).toBe(false);
});
