import { expect, it } from 'vitest';
import type { Doc } from '@/document/model';
import { beginningOf, testAddress } from './triggers';

const node = (type: string, more = {}) => ({ id: type, type, name: type, ...more });
const doc = (inputs?: object): Doc => ({ definition: { nodes: [], edges: [], ...(inputs ? { inputs: inputs as never } : {}) }, layout: {} });

it('a manual start begins at once, a hook listens, inputs are asked for', () => {
  expect(beginningOf(doc(), [node('trigger.manual'), node('trigger.webhook')])).toBe('now');
  expect(beginningOf(doc(), [node('trigger.webhook')])).toBe('listen');
  expect(beginningOf(doc(), [node('trigger.chat')])).toBe('input');
  expect(beginningOf(doc(), [node('trigger.chat', { pin: {} })])).toBe('now');
  expect(beginningOf(doc({ properties: { n: {} } }), [node('trigger.manual')])).toBe('input');
});
it('a draft answers below hooks-test, under its tenant unless that is the default', () => {
  expect(testAddress(node('trigger.webhook', { parameters: { path: '/orders/{id}' } }), 'default', 'http://x')).toBe('http://x/hooks-test/orders/{id}');
  expect(testAddress(node('trigger.webhook', { parameters: { path: 'a' } }), 'acme', 'http://x')).toBe('http://x/hooks-test/acme/a');
});
