import { produce } from 'immer';
import { describe, expect, it } from 'vitest';
import { insert } from './insert';
import { edge, type Doc } from './model';
import { aligned, boxesOf, distributed, freeSpot } from './places';

const node = (id: string) => ({ id, type: 't', name: id });
const doc: Doc = {
  definition: { nodes: ['a', 'b', 'c'].map(node), edges: [edge('a', 'main', 'b', 'main')] },
  layout: { nodes: { a: { x: 0, y: 0 }, b: { x: 300, y: 80 }, c: { x: 1000, y: 160 } } },
};
const ports = { input: 'main', output: 'main' };
const added = (next: Doc) => ({ at: next.layout.nodes?.n, edges: next.definition.edges.map(one => `${one.from}>${one.to}`) });

describe('a free place', () => {
  it('is the asked one when nothing is there', () => expect(freeSpot(doc, { x: 601, y: 3 })).toEqual({ x: 600, y: 0 }));
  it('is below what is there already', () => expect(freeSpot(doc, { x: 0, y: 0 })).toEqual({ x: 0, y: 104 }));
});

describe('cards are brought in line', () => {
  const boxes = boxesOf(doc, ['a', 'b', 'c']);
  it('by their sides', () => {
    expect(Object.values(aligned(boxes, 'top')).map(place => place.y)).toEqual([0, 0, 0]);
    expect(Object.values(aligned(boxes, 'right')).map(place => place.x)).toEqual([1000, 1000, 1000]);
  });
  it('with equal gaps', () => expect(distributed(boxes, 'x')).toEqual({ a: { x: 0, y: 0 }, b: { x: 500, y: 80 }, c: { x: 1000, y: 160 } }));
  it('not by two', () => expect(distributed(boxes.slice(0, 2), 'x')).toEqual({}));
});

describe('a new node', () => {
  it('follows the port it was asked for, where there is room', () => expect(added(produce(doc, insert(doc, node('n'), { kind: 'after', node: 'a', output: 'main' }, ports)))).toEqual({ at: { x: 304, y: 0 }, edges: ['a>b', 'a>n'] }));
  it('goes into a wire, and what follows makes room', () => {
    const next = produce(doc, insert(doc, node('n'), { kind: 'edge', edge: edge('a', 'main', 'b', 'main') }, ports));
    expect(added(next)).toEqual({ at: { x: 304, y: 0 }, edges: ['a>n', 'n>b'] });
    expect(next.layout.nodes?.b?.x).toBe(604);
  });
  it('fills a slot from below', () => expect(added(produce(doc, insert(doc, node('n'), { kind: 'slot', node: 'c', slot: 'ai_tool' }, ports)))).toEqual({ at: { x: 1000, y: 312 }, edges: ['a>b', 'n>c'] }));
});
