import { expect, it } from 'vitest';
import { choicesOf, conditionsOf, needsRight, operationsFor, typed, withOperation, withType } from './condition';

const known = ['exists', 'notExists', 'empty', 'notEmpty', 'equals', 'notEquals', 'contains', 'gt', 'lt', 'true', 'false', 'after'];

it('only comparisons have a right side', () => {
  expect(needsRight('equals')).toBe(true);
  expect(needsRight('notEmpty')).toBe(false);
  expect(withOperation({ left: 'a', operator: { operation: 'equals', type: 'string' }, right: 'b' }, 'exists')).toEqual({ left: 'a', operator: { operation: 'exists', type: 'string' } });
});

it('a type offers what can be asked of it, out of what the schema knows', () => {
  expect(operationsFor('number', known)).toEqual(['equals', 'notEquals', 'gt', 'lt', 'exists', 'notExists', 'empty', 'notEmpty']);
  expect(operationsFor('any', known)).toEqual(known);
});

it('another type keeps the operation where it still means something', () => {
  const condition = { left: 'a', operator: { operation: 'contains', type: 'string' }, right: '5' };
  expect(withType(condition, 'array', known).operator).toEqual({ operation: 'contains', type: 'array' });
  expect(withType(condition, 'number', known)).toEqual({ left: 'a', operator: { operation: 'equals', type: 'number' }, right: 5 });
  expect(withType(condition, 'any', known).operator).toEqual({ operation: 'contains' });
});

it('a number is written as a number, an expression stays one', () => {
  expect(typed('12.5', 'number')).toBe(12.5);
  expect(typed('12.5', 'string')).toBe('12.5');
  expect(typed('={{ 1 }}', 'number')).toBe('={{ 1 }}');
});

it('reads what is there, whatever it is', () => {
  expect(conditionsOf('nonsense')).toEqual([]);
  expect(conditionsOf({ conditions: [{ left: 1 }, 'x'] })).toEqual([{ left: 1 }]);
  expect(choicesOf({}, {}).operations).toContain('lengthGte');
});
