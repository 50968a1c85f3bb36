import { expect, it } from 'vitest';
import type { Doc } from '@/document/model';
import { isOwnInput, neighbours, sourcesOf } from './flow';
import { itemsOf, latestItems, shownPort } from './items';

const doc: Doc = {
  definition: {
    nodes: ['a', 'b', 'c', 'd', 'm'].map(id => ({ id, type: 'flow.noop', name: id.toUpperCase() })),
    edges: [{ from: 'a', to: 'b' }, { from: 'b', to: 'c', output: 'true' }, { from: 'd', to: 'c', input: 'second' }, { from: 'c', to: 'b' }, { from: 'm', to: 'c', input: 'ai_model' }],
  },
  layout: {},
};

it('walks along the flow, and from a sub-node to its host', () => {
  expect(neighbours(doc, 'c')).toEqual({ previous: ['b', 'd', 'm'], next: ['b'] });
  expect(neighbours(doc, 'm')).toEqual({ previous: [], next: ['c'] });
});

it('data comes from what is wired, then from further up', () => {
  const sources = sourcesOf(doc, 'c');
  expect(sources.map(source => [source.name, source.port, source.input])).toEqual([['B', 'true', 'main'], ['D', 'main', 'second'], ['A', 'main', undefined]]);
  expect(sources.map(source => isOwnInput(source, sources))).toEqual([true, false, false]);
});

it('pinned data becomes items as in a run', () => {
  expect(itemsOf({ a: 1 })).toEqual([{ json: { a: 1 } }]);
  expect(itemsOf([{ a: 1 }, 2, [3], null])).toEqual([{ json: { a: 1 } }, { json: { value: 2 } }, { json: { value: [3] } }, { json: {} }]);
  expect(latestItems(undefined, 'a', [{ x: 1 }])).toEqual({ count: 1, items: [{ json: { x: 1 } }] });
});

it('shows the port that has something', () => {
  const ports = { true: { count: 0, items: [] }, false: { count: 1, items: [{ json: {} }] } };
  expect(shownPort(ports, undefined)).toBe('false');
  expect(shownPort(ports, 'true')).toBe('true');
  expect(shownPort(ports, 'gone')).toBe('false');
});
