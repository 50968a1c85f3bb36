import { describe, expect, it } from 'vitest';
import type { Step } from '@/api/model';
import { edge, type Doc } from '@/document/model';
import { pinsFor, planRun, stepable } from './plan';

const node = (id: string, more = {}) => ({ id, type: 't', name: id, ...more });
const doc: Doc = {
  definition: { nodes: [node('a'), node('if'), node('b', { breakpoint: true }), node('c'), node('m')], edges: [edge('a', 'main', 'if', 'main'), edge('if', 'true', 'b', 'main'), edge('b', 'main', 'c', 'main'), edge('m', 'ai_model', 'c', 'ai_model')] },
  layout: {},
};
const step = (nodeId: string, port: string, json: unknown, more: Partial<Step> = {}) => ({ nodeId, status: 'succeeded', outputs: { [port]: { count: 1, items: [{ json }] } }, ...more }) as Step;

describe('a run of one node', () => {
  it('is given what ran before it, where that has one meaning', () => expect(pinsFor(doc, 'c', [step('a', 'main', 1), step('if', 'true', 2), step('b', 'main', 3, { status: 'failed' }), step('c', 'main', 4)])).toEqual({ a: [1] }));
  it('is not given half of the items', () => expect(pinsFor(doc, 'c', [step('a', 'main', 1, { outputs: { main: { count: 50, items: [{ json: 1 }] } } })])).toEqual({}));
  it('stops after it and nowhere before', () => {
    const plan = planRun(doc, 'node', 'c', [], undefined);
    expect([plan.until, plan.breakpoints, plan.draft?.nodes.some(one => 'breakpoint' in one)]).toEqual(['c', undefined, false]);
  });
});

it('stops at breakpoints, and can be stepped from there on', () => expect(planRun(doc, 'all', undefined, [], {}).breakpoints).toEqual(['b', 'c']));
it('needs no stops without breakpoints', () => expect(stepable({ ...doc, definition: { nodes: [node('a')], edges: [] } })).toEqual([]));
