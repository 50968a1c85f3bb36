import { describe, expect, it } from 'vitest';
import type { Attention } from '@/api/model';
import { meaning, questionsOf, situation, targetOf } from './meaning';

const entry = (step: number, item: number, more: Partial<Attention> = {}) => ({ step, item, node: `N${step}`, nodeId: `n${step}`, why: 'held', ...more }) as Attention;

describe('what a run asks', () => {
  it('is one question for each step, whatever number of items waits', () => expect(questionsOf([entry(1, 0), entry(2, 0), entry(1, 1)]).map(one => [one.step, one.entries.length])).toEqual([[1, 2], [2, 1]]));
  it('keeps calls of a tool apart from the step itself', () => expect(questionsOf([entry(1, 0), entry(1, 0, { attachment: 'Tool', call: 3 })])).toHaveLength(2));
});

it('says what happened and what a choice means', () => {
  const [held] = questionsOf([entry(1, 0)]);
  const [unknown] = questionsOf([entry(1, 0, { why: 'needsDecision' })]);
  expect(situation(held!)).toMatch(/person decides/);
  expect(situation(unknown!)).toMatch(/Nobody knows/);
  expect(meaning('again', unknown!, 1)).toMatch(/twice/);
  expect(meaning('done', held!, 3)).toMatch(/all 3/);
});

it('aims at an item, a call, or everything', () => {
  expect(targetOf(undefined)).toEqual({});
  expect(targetOf(entry(1, 2))).toEqual({ item: 2 });
  expect(targetOf(entry(1, -1))).toEqual({});
  expect(targetOf(entry(1, 0, { call: 0 }))).toEqual({ item: 0, call: 0 });
});
