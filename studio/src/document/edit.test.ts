import { produce } from 'immer';
import { describe, expect, it } from 'vitest';
import { copy, paste, read } from './clipboard';
import { diff } from './diff';
import { addNode, connect, insertOnEdge, prepareNode, reconnect, removeNodes, renameNode, toggleDisabled } from './edit';
import { templateFor } from './expressions';
import { edge, type Doc } from './model';

const node = (id: string, parameters?: Record<string, string>) => ({ id, type: 'flow.noop', name: id.toUpperCase(), ...(parameters ? { parameters } : {}) });
const chain: Doc = {
  definition: { nodes: [node('a'), node('b'), node('c', { text: "={{ $('B').item.json.x }} $('Bee')" })], edges: [edge('a', 'main', 'b', 'main'), edge('b', 'main', 'c', 'main')] },
  layout: { nodes: { a: { x: 0, y: 0 }, b: { x: 300, y: 0 }, c: { x: 600, y: 0 } } },
};
const edges = (doc: Doc) => doc.definition.edges.map(one => `${one.from}.${one.output ?? 'main'}>${one.to}.${one.input ?? 'main'}`);

describe('nodes', () => {
  it('get an id and a name that nobody has', () => {
    const added = prepareNode(produce(chain, addNode(prepareNode(chain, { type: 't', name: 'HTTP request' }), { x: 3, y: 5 })), { type: 't', name: 'HTTP request' });
    expect([added.id, added.name]).toEqual(['http-request-2', 'HTTP request 2']);
  });
  it('taken away leave the flow whole', () => expect(edges(produce(chain, removeNodes(['b'])))).toEqual(['a.main>c.main']));
  it('taken away leave no flow through several outputs', () => {
    const forked = produce(chain, doc => { doc.definition.edges = [edge('a', 'main', 'b', 'main'), edge('b', 'true', 'c', 'main'), edge('b', 'false', 'a', 'main')]; });
    expect(edges(produce(forked, removeNodes(['b'])))).toEqual([]);
  });
  it('dropped on an edge are threaded into it, and the rest makes room', () => {
    const next = produce(chain, insertOnEdge(node('n'), edge('a', 'main', 'b', 'main'), { x: 300, y: 0 }, { input: 'main', output: 'true' }, 280));
    expect(edges(next).sort()).toEqual(['a.main>n.main', 'b.main>c.main', 'n.true>b.main']);
    expect(next.layout.nodes?.b?.x).toBe(580);
  });
  it('renamed take the expressions of others along, and only theirs', () => {
    const next = produce(chain, renameNode('b', "Bob's"));
    expect(next.definition.nodes[2]?.parameters).toEqual({ text: "={{ $('Bob\\'s').item.json.x }} $('Bee')" });
  });
  it('are all switched off together when some are on', () => {
    const mixed = produce(chain, toggleDisabled(['a']));
    expect(produce(mixed, toggleDisabled(['a', 'b'])).definition.nodes.map(one => one.disabled ?? false)).toEqual([true, true, false]);
  });
});

describe('edges', () => {
  it('are never there twice', () => expect(produce(chain, connect('a', 'main', 'b', 'main'))).toBe(chain));
  it('moved onto another become one', () => expect(edges(produce(chain, reconnect(edge('b', 'main', 'c', 'main'), edge('a', 'main', 'b', 'main'))))).toEqual(['a.main>b.main']));
});

describe('the clipboard', () => {
  it('carries nodes as text, under new names that their expressions follow', () => {
    const clip = copy(chain, new Set(['b', 'c']));
    const text = read(JSON.stringify(clip));
    if (text.kind !== 'clip') throw new Error('no clip');
    const { edit, ids } = paste(chain, text.clip, { x: 0, y: 400 });
    const next = produce(chain, edit);
    expect(ids).toEqual(['b-2', 'c-2']);
    expect(next.definition.nodes[4]?.parameters?.text).toBe("={{ $('B 2').item.json.x }} $('Bee')");
    expect(edges(next)).toContain('b-2.main>c-2.main');
    expect(next.layout.nodes?.['c-2']).toEqual({ x: 304, y: 400 });
  });
  it('knows an n8n workflow', () => expect(read('{"nodes":[],"connections":{}}').kind).toBe('n8n'));
  it.each(['', 'hello', '{', '[1]', '{"a":1}', 'null'])('leaves %j alone', text => expect(read(text).kind).toBe('nothing'));
});

it('tells the difference of two definitions by node, path and edge', () => {
  const next = produce(chain, doc => {
    doc.definition.nodes[2] = { ...node('c', { text: 'plain' }) };
    doc.definition.nodes.splice(0, 1);
    doc.definition.edges.splice(0, 1);
  });
  const found = diff(chain.definition, next.definition);
  expect(found.nodes.map(one => [one.id, one.kind, one.changes.map(change => change.path)])).toEqual([['c', 'changed', ['parameters.text']], ['a', 'removed', []]]);
  expect(found.edges.map(one => one.kind)).toEqual(['removed']);
});

it('writes the expression that reads a field', () => {
  expect(templateFor(['a', 'b c', 0])).toBe("={{ $json.a['b c'][0] }}");
  expect(templateFor(['x'], "Bob's")).toBe("={{ $('Bob\\'s').item.json.x }}");
});
