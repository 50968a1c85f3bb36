import { produce } from 'immer';
import { describe, expect, it } from 'vitest';
import type { NodeType, Step } from '@/api/model';
import { renameNode } from '@/document/edit';
import { edge, edgeKey, type Doc } from '@/document/model';
import { placesOf } from '@/document/arrange';
import { overlayOf } from './overlay';
import { heightOf, portsOf, spotsOf } from './ports';
import { createFlow } from './to-flow';

const type = (name: string, more: Partial<NodeType> = {}) => ({ type: name, version: 1, name, kind: 'batch', inputs: ['main'], outputs: ['main'], attachments: [], category: 'Flow', icon: 'x', ...more }) as NodeType;
const none = { into: [], out: [] };
const doc: Doc = {
  definition: {
    nodes: ['a', 'b', 'c'].map(id => ({ id, type: 't', name: id.toUpperCase() })),
    edges: [edge('a', 'main', 'b', 'main'), edge('b', 'main', 'c', 'main'), edge('c', 'main', 'b', 'main')],
  },
  layout: { nodes: { a: { x: 0, y: 0 }, b: { x: 300, y: 0 }, c: { x: 600, y: 0 } } },
};

describe('ports', () => {
  it('of a known type are those of the type', () => expect(portsOf({ id: 'x', type: 'if', name: 'x' }, type('if', { outputs: ['true', 'false'] }), none)).toEqual({ inputs: ['main'], outputs: ['true', 'false'], slots: [], fits: undefined }));
  it('of an unknown type are those its wires name', () =>
    expect(portsOf({ id: 'x', type: '?', name: 'x' }, undefined, { into: [edge('a', 'main', 'x', 'left'), edge('m', 'ai_model', 'x', 'ai_model')], out: [edge('x', 'yes', 'b', 'main')] }))
      .toEqual({ inputs: ['left'], outputs: ['yes'], slots: [{ name: 'ai_model', several: true, required: false }], fits: undefined }));
  it('follow parameters where the type says so, and errors come last', () =>
    expect(portsOf({ id: 'x', type: 's', name: 'x', policy: { onError: 'errorOutput' } }, type('s', { outputs: [] }), { into: [], out: [edge('x', 'error', 'b', 'main')] }, { inputs: ['main'], outputs: ['one', 'two'] }).outputs).toEqual(['one', 'two', 'error']));
  it('of a sub-node are the slot it fits', () => {
    const model = portsOf({ id: 'm', type: 'ai.model.x', name: 'm' }, type('ai.model.x', { kind: 'attachment', inputs: [], outputs: [] }), none);
    expect(model).toEqual({ inputs: [], outputs: [], slots: [], fits: 'ai_model' });
    expect(spotsOf(model)).toEqual([{ id: 'ai_model', kind: 'plug', x: 110, y: 0 }]);
  });
  it('read what a slot takes', () => expect(portsOf({ id: 'x', type: 'h', name: 'h' }, type('h', { attachments: ['ai_model!', 'ai_tool*', 'ai_memory'] }), none).slots)
    .toEqual([{ name: 'ai_model', several: false, required: true }, { name: 'ai_tool', several: true, required: false }, { name: 'ai_memory', several: false, required: false }]));
  it('make a card higher when there are many', () => expect([1, 2, 8].map(n => heightOf({ inputs: [], outputs: Array.from({ length: n }, String), slots: [], fits: undefined }))).toEqual([56, 56, 200]));
});

describe('the flow', () => {
  const types = new Map([['t@1', type('t')]]);
  it('is the same objects as long as nothing has changed, and new ones only where it has', () => {
    const flow = createFlow();
    const before = flow({ doc, types });
    expect(flow({ doc: { ...doc }, types }).nodes.every((node, at) => node === before.nodes[at])).toBe(true);
    const after = flow({ doc: produce(doc, renameNode('b', 'New')), types });
    expect(after.nodes.map((node, at) => node === before.nodes[at])).toEqual([true, false, true]);
    expect(after.edges.every((one, at) => one === before.edges[at])).toBe(true);
  });
  it('knows which wires lead back', () => expect(createFlow()({ doc, types }).edges.map(one => one.data?.back)).toEqual([false, false, true]));
  it('leads wires of a folded group to its card', () => {
    const folded = produce(doc, draft => { draft.layout.groups = [{ id: 'g', name: 'G', nodes: ['b', 'c'], collapsed: true }]; });
    const { nodes, edges } = createFlow()({ doc: folded, types });
    expect(nodes.map(node => [node.id, node.hidden ?? false])).toEqual([['g', false], ['a', false], ['b', true], ['c', true]]);
    expect(edges.map(one => [one.source, one.target, one.targetHandle])).toEqual([['a', 'g', 'input:main']]);
  });
  it('leaves out wires whose ends are missing', () => expect(createFlow()({ doc: { definition: { nodes: [], edges: [edge('a', 'main', 'b', 'main')] }, layout: {} }, types }).edges).toEqual([]));
});

describe('places', () => {
  it('are found for nodes without one, left to right, and kept for the others', () => {
    const found = placesOf({ ...doc, layout: { nodes: { a: { x: 8, y: 8 } } } });
    expect(found.a).toEqual({ x: 8, y: 8 });
    expect((found.c?.x ?? 0) > (found.b?.x ?? 0)).toBe(true);
  });
});

describe('the overlay', () => {
  const step = (nodeId: string, more: Partial<Step>) => ({ id: 0, nodeId, node: nodeId, number: 0, status: 'succeeded', attempts: 1, inputs: {}, outputs: {}, ...more }) as Step;
  const items = (count: number) => ({ count, items: [] });
  const steps = [
    step('a', { outputs: { main: items(3) }, startedAt: '2026-01-01T00:00:00Z', finishedAt: '2026-01-01T00:00:01.5Z', attempts: 2 }),
    step('b', { outputs: { main: items(1) } }), step('b', { number: 1, status: 'running', inputs: { main: items(1) } }), step('c', { outputs: { main: items(0) } }),
  ];
  it('tells state, items, duration and attempts of each node', () => expect(overlayOf(doc, steps).nodes.a).toEqual({ status: 'succeeded', items: 3, milliseconds: 1500, attempts: 2, firings: 1, shown: 0, message: undefined }));
  it('shows the last firing, or the picked one', () => {
    expect(overlayOf(doc, steps).nodes.b).toMatchObject({ status: 'running', firings: 2, shown: 1 });
    expect(overlayOf(doc, steps, { b: 0 }).nodes.b).toMatchObject({ status: 'succeeded', items: 1, shown: 0 });
  });
  it('tells which wires are at work and which were never taken', () => {
    const { edges } = overlayOf(doc, steps);
    expect(doc.definition.edges.map(one => edges[edgeKey(one)])).toEqual([{ items: 3, active: true, dead: false }, { items: 0, active: false, dead: false }, { items: 0, active: false, dead: true }]);
  });
  it('of no steps is empty', () => expect(overlayOf(doc, [])).toEqual({ nodes: {}, edges: {} }));
});
