import { expect, it } from 'vitest';
import { below, brief, pathText, sameJson, valueAt } from './json';

it('paths are written as faults name them', () => {
  expect(pathText(['conditions', 'conditions', 0, 'left'])).toBe('conditions.conditions[0].left');
  expect(below('', 'a')).toBe('a');
  expect(below('a', 0)).toBe('a[0]');
});

it('equal is what has equal content', () => {
  expect(sameJson({ a: [1, { b: null }] }, { a: [1, { b: null }] })).toBe(true);
  expect(sameJson({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(true);
  expect(sameJson([1], { 0: 1 })).toBe(false);
});

it('finds what lies at a path', () => expect(valueAt({ a: [{ b: 7 }] }, ['a', 0, 'b'])).toBe(7));

it('writes a large value only as far as it is shown', () => {
  expect(brief({ a: 1, b: ['x'] })).toBe('{a: 1, b: ["x"]}');
  const text = brief({ list: Array.from({ length: 1e5 }, () => 'word') }, 40);
  expect(text.length).toBeLessThanOrEqual(41);
  expect(text.endsWith('…')).toBe(true);
});
