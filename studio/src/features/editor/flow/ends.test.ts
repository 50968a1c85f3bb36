import { expect, it } from 'vitest';
import { askOf, edgeOf } from './ends';

const wire = (sourceHandle: string, targetHandle: string, target = 'b') => edgeOf({ source: 'a', target, sourceHandle, targetHandle });

it('an output leads to an input, even of its own node', () => {
  expect(wire('output:true', 'input:main')).toEqual({ from: 'a', output: 'true', to: 'b' });
  expect(wire('output:main', 'input:main', 'a')).toEqual({ from: 'a', to: 'a' });
});
it('a sub-node plugs into its own slot only, and never into itself', () => {
  expect(wire('plug:ai_tool', 'slot:ai_tool')).toEqual({ from: 'a', output: 'ai_tool', to: 'b', input: 'ai_tool' });
  expect([wire('plug:ai_tool', 'slot:ai_model'), wire('plug:ai_tool', 'slot:ai_tool', 'a'), wire('output:main', 'slot:ai_tool'), wire('plug:ai_tool', 'input:main')]).toEqual([undefined, undefined, undefined, undefined]);
});
it('a wire into the void asks for what fits its port', () => {
  expect(askOf('a', 'output:a:b')).toEqual({ kind: 'after', node: 'a', output: 'a:b' });
  expect(askOf('a', 'plug:ai_tool')).toEqual({ kind: 'host', node: 'a', slot: 'ai_tool' });
  expect(askOf('a', null)).toBeUndefined();
});
