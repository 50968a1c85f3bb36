import { describe, expect, it } from 'vitest';
import { suggestFrom } from './completion';

const suggest = suggestFrom({
  json: { name: 'Zoë', address: { city: 'Bonn', 'post code': 53111 }, lines: [{ sku: 'a' }], amount: 2 },
  nodes: new Map([['Fetch order', { json: { id: 7 } }], ["Ann's", { json: { x: 1 } }]]),
});
/** The cursor is where | is. */
const at = (marked: string) => {
  const position = marked.indexOf('|');
  return suggest(marked.replace('|', ''), position, false);
};
const labels = (marked: string) => at(marked)?.options.map(option => option.label) ?? [];

describe('completion', () => {
  it('is silent outside of {{ }}', () => expect(at('Hello $|')).toBeNull());
  it('begins with what there is', () => {
    expect(labels('{{ $| }}')).toEqual(expect.arrayContaining(['$json', '$now', "$('Fetch order')"]));
    expect(at('{{ 1 + | }}')).toBeNull();
  });
  it('knows the fields of the item', () => expect(labels('{{ $json.| }}').slice(0, 4)).toEqual(['name', 'address', 'lines', 'amount']));
  it.each([
    ['{{ $json.address.|', 'city'], ['{{ $json.address?.|', 'city'], ["{{ $json['address'].ci|", 'city'], ['{{ $json.lines[0].|', 'sku'], ["{{ $('Fetch order').item.json.|", 'id'], ["{{ $('Fetch order').first().json.|", 'id'], ["{{ $('Ann\\'s').item.json.|", 'x'],
    ['{{ $input.item.json.|', 'name'], ["{{ $('Fetch order').|", 'item'], ['{{ $now.plus({ days: 1 }).|', 'toISO'], ['{{ $json.name.|', 'toTitleCase'], ['{{ $json.name.trim().|', 'hash'], ['{{ $json.lines.|', 'pluck'], ['{{ $json.lines.filter(l => l.sku).|', 'map'],
    ['{{ $json.amount.|', 'round'], ['{{ $if($json.name.|', 'isEmail'], ['{{ $json.lines.find(l => l.sku).|', 'sku'],
  ])('%s offers %s', (text, label) => expect(labels(text)).toContain(label));
  it('writes a name that is no identifier in brackets, in the place of the dot', () => {
    const found = at('{{ $json.address.p| }}');
    expect(found?.from).toBe(16);
    expect(found?.options.find(option => option.label === 'post code')).toMatchObject({ apply: "['post code']", match: '.post code' });
    expect(found?.options.find(option => option.label === 'city')).toMatchObject({ apply: '.city' });
  });
  it('completes the name of a node', () => expect(labels("{{ $('Fe|")).toEqual(['Fetch order', "Ann's"]));
  it('says nothing about what it does not know', () => expect(at('{{ $json.unknown.|')).toBeNull());
});
