import { expect, it } from 'vitest';
import { bare, insertTemplate, isInside } from './insert';

it('a field put into nothing is the expression', () => {
  expect(insertTemplate('', '={{ $json.a }}')).toBe('={{ $json.a }}');
  expect(insertTemplate(5, '={{ $json.a }}')).toBe('={{ $json.a }}');
  expect(insertTemplate('=', '={{ $json.a }}')).toBe('={{ $json.a }}');
});

it('put into a text it joins the text', () => {
  expect(insertTemplate('Hello ', '={{ $json.a }}')).toBe('=Hello {{ $json.a }}');
  expect(insertTemplate('=Hello !', '={{ $json.a }}', 6)).toBe('=Hello {{ $json.a }}!');
});

it('put into an expression it is code', () => expect(insertTemplate('={{ 1 +  }}', '={{ $json.a }}', 7)).toBe('={{ 1 + $json.a }}'));

it('knows where an expression is', () => {
  expect(isInside('a {{ b }} c', 1)).toBe(false);
  expect(isInside('a {{ b }} c', 5)).toBe(true);
  expect(isInside('a {{ b }} c', 10)).toBe(false);
  expect(bare('=Hello {{ a }} {{ b }}')).toBe('Hello {{ a }} {{ b }}');
});
