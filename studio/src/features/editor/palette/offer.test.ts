import { describe, expect, it } from 'vitest';
import type { NodeType } from '@/api/model';
import { offersOf } from './offer';

const type = (name: string, more: Partial<NodeType> = {}) => ({ type: name, version: 1, name, summary: '', kind: 'batch', category: 'Flow', keywords: [], inputs: ['main'], outputs: ['main'], attachments: [], dynamicInputs: false, dynamicOutputs: false, ...more }) as NodeType;
const types = [
  type('http.request', { name: 'HTTP request', category: 'Network', keywords: ['call', 'rest'] }), type('trigger.manual', { name: 'Manual start', kind: 'trigger', category: 'Triggers', inputs: [] }), type('flow.stop', { outputs: [] }),
  type('ai.model.openai', { kind: 'attachment', category: 'AI', inputs: [], outputs: [] }), type('ai.agent', { category: 'AI', attachments: ['ai_model!', 'ai_tool*'] }), type('ai.agent', { version: 2, category: 'AI', attachments: ['ai_model!', 'ai_tool*'] }),
];
const names = (...args: Parameters<typeof offersOf> extends [unknown, ...infer Rest] ? Rest : never) => offersOf(types, ...args).flatMap(offer => offer.types.map(one => one.type));

describe('the palette', () => {
  it('offers what fits the port', () => {
    expect(names({ kind: 'after', node: 'a', output: 'main' }, '', [])).toEqual(['flow.stop', 'http.request', 'ai.agent']);
    expect(names({ kind: 'before', node: 'a', input: 'main' }, '', [])).toEqual(['trigger.manual', 'http.request', 'ai.agent']);
    expect(names({ kind: 'edge', edge: { from: 'a', to: 'b' } }, '', [])).toEqual(['http.request', 'ai.agent']);
  });
  it('offers sub-nodes for slots, and hosts for sub-nodes', () => {
    expect(names({ kind: 'slot', node: 'a', slot: 'ai_model' }, '', [])).toEqual(['ai.model.openai']);
    expect(names({ kind: 'host', node: 'a', slot: 'ai_model' }, '', [])).toEqual(['ai.agent']);
  });
  it('finds by names and other words, forgiving a slip', () => {
    expect(names({ kind: 'free' }, 'reqest', [])[0]).toBe('http.request');
    expect(names({ kind: 'free' }, 'rest', [])).toContain('http.request');
  });
  it('begins with what was used last', () => expect(offersOf(types, { kind: 'free' }, '', ['flow.stop', 'gone'])[0]).toMatchObject({ title: 'Used last', types: [{ type: 'flow.stop' }] }));
  it('offers each type in its newest version', () => expect(offersOf(types, { kind: 'free' }, '', []).flatMap(offer => offer.types).filter(one => one.type === 'ai.agent').map(one => one.version)).toEqual([2]));
});
