import { describe, expect, it } from 'vitest';
import { entrySummary, isShown, kindOf, newEntry, resolve, splitFields, titleOf, withField, type Schema } from './schema';

describe('the kind of a field', () => {
  it.each<[Schema, string]>([
    [{ type: 'string' }, 'text'], [{ type: ['string', 'null'] }, 'text'], [{ type: 'integer' }, 'number'], [{ type: 'boolean' }, 'switch'], [{ enum: ['a', 'b'] }, 'choice'], [{}, 'any'],
    [{ type: 'object', properties: {} }, 'object'], [{ type: 'object' }, 'json'], [{ type: 'array', items: { type: 'object', properties: {} } }, 'objects'], [{ type: 'array', items: { type: 'string' } }, 'list'],
    [{ type: 'string', 'x-editor': 'cron' }, 'cron'], [{ type: 'string', 'x-secret': true, 'x-editor': 'multiline' }, 'secret'], [{ type: 'string', 'x-editor': 'from the future' }, 'text'],
  ])('%o is edited as %s', (schema, kind) => expect(kindOf(schema)).toBe(kind));
});

it('a reference is followed within the whole form, and one into nothing takes anything', () => {
  const root: Schema = { properties: { a: { items: { title: 'Entry', properties: { again: { $ref: '#/properties/a/items' } } } } } };
  expect(resolve({ $ref: '#/properties/a/items', description: 'own' }, root)).toMatchObject({ title: 'Entry', description: 'own' });
  expect(resolve({ $ref: '#/nowhere' }, root)).toEqual({});
});

describe('a conditional field', () => {
  const siblings: Record<string, Schema> = { body: { enum: ['none', 'json'], default: 'none' }, json: { 'x-showIf': { field: 'body', is: ['json'] } }, deep: { 'x-showIf': { field: 'json', is: ['yes'] } }, follow: { type: 'boolean', default: true } };
  it('follows its sibling, written or by default', () => {
    expect(isShown(siblings.json!, {}, siblings)).toBe(false);
    expect(isShown(siblings.json!, { body: 'json' }, siblings)).toBe(true);
    expect(isShown({ 'x-showIf': { field: 'follow', is: ['true'] } }, {}, siblings)).toBe(true);
  });
  it('is there when its sibling is known at run time only', () => expect(isShown(siblings.json!, { body: '={{ $json.kind }}' }, siblings)).toBe(true));
  it('goes with a sibling that is hidden itself', () => expect(isShown(siblings.deep!, { json: 'yes' }, siblings)).toBe(false));
});

describe('a changed field', () => {
  it('is left out when it is as it would be anyway', () => {
    expect(withField({ a: 1, b: 2 }, 'a', 5, { default: 5 })).toEqual({ b: 2 });
    expect(withField({ a: 1 }, 'a', undefined, {})).toEqual({});
    expect(withField({}, 'list', [], { default: [] })).toEqual({});
  });
  it('is written when it is required, and keeps its place', () => {
    expect(withField({}, 'a', 5, { default: 5 }, true)).toEqual({ a: 5 });
    expect(Object.keys(withField({ a: 1, b: 2 }, 'a', 3, {}))).toEqual(['a', 'b']);
  });
});

it('a new entry has what it must have', () => {
  expect(newEntry({ type: 'object', properties: { unit: { enum: ['days', 'cron'] }, every: { type: 'integer', default: 1 } }, required: ['unit', 'every'] })).toEqual({ unit: 'days' });
  expect(newEntry({ type: 'integer', minimum: 3 })).toBe(3);
});

it('a long form folds what neither decides, nor is required, nor comes first', () => {
  const properties = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`f${at}`, {} as Schema]));
  properties.f7 = { 'x-showIf': { field: 'f8', is: ['x'] } };
  expect(splitFields({ properties, required: ['f9'] })).toEqual({ first: ['f0', 'f1', 'f2', 'f3', 'f4', 'f5', 'f7', 'f8', 'f9'], more: ['f6', 'f10', 'f11'] });
  expect(splitFields({ properties: { a: {}, b: {} } }).more).toEqual([]);
});

it('names are words, abbreviations in capitals', () => {
  expect(titleOf('ignoreTlsFaults', {})).toBe('Ignore TLS faults');
  expect(titleOf('x', { title: 'Url' })).toBe('URL');
});

it('a folded entry is known by its texts', () => expect(entrySummary({ name: 'total', value: '={{ 1 }}', hidden: false }, { properties: { name: {}, value: {} } })).toBe('total · ={{ 1 }}'));
