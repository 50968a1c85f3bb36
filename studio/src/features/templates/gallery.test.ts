import { expect, it } from 'vitest';
import type { TemplateSummary } from '@/api/templates';
import { categoriesOf, matching, missing } from './gallery';

const template = (name: string, category: string, nodeTypes: string[] = []) => ({ name, category, summary: 'Does things', nodeTypes }) as unknown as TemplateSummary;
const all = [template('Résumé reader', 'People', ['http.request']), template('Price watch', 'Shop')];

it('finds templates by every word, without accents, in names and node types', () => {
  expect(matching(all, 'resume http', '').map(one => one.name)).toEqual(['Résumé reader']);
  expect(matching(all, '', 'Shop').map(one => one.name)).toEqual(['Price watch']);
  expect(matching(all, 'resume', 'Shop')).toEqual([]);
  expect(categoriesOf(all)).toEqual(['People', 'Shop']);
});

it('names the blanks that are left', () => {
  const schema = { required: ['to', 'count', 'from'], properties: { to: { title: 'Recipient' }, count: { default: 3 }, from: {} } };
  expect(missing(schema, { from: '' })).toEqual(['Recipient', 'from']);
  expect(missing(schema, { to: 'a', from: 'b' })).toEqual([]);
  expect(missing(undefined, {})).toEqual([]);
});
