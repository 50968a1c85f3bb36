import { expect, it } from 'vitest';
import { blockOf } from './tidy';

it('a host and its sub-nodes are one block, side by side below it', () => {
  const subs: Record<string, string[]> = { host: ['model', 'tool'], tool: ['inner'] };
  const block = blockOf('host', id => subs[id] ?? [], () => 56);
  expect(block).toEqual({ width: 464, height: 312, inside: { host: { x: 0, y: 0 }, model: { x: 0, y: 128 }, tool: { x: 244, y: 128 }, inner: { x: 244, y: 256 } } });
});
it('sub-nodes that plug into each other end somewhere', () => expect(Object.keys(blockOf('a', id => (id === 'a' ? ['b'] : ['a']), () => 56).inside)).toEqual(['a', 'b']));
