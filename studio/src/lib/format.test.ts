import { describe, expect, it } from 'vitest';
import { ago, bytes, duration, plural, sentence } from './format';

describe('duration', () => {
  it.each([[0.2, '<1 ms'], [12.4, '12 ms'], [3_400, '3.4 s'], [59_600, '1 min'], [125_000, '2 min 5 s'], [12_000_000, '3 h 20 min'], [90_000_000, '1 d 1 h']])('%d ms is %s', (ms, text) => expect(duration(ms)).toBe(text));
});

describe('ago', () => {
  it('tells how long ago, in the largest unit that fits', () => expect(ago('2026-01-01T00:00:00Z', Date.parse('2026-01-01T02:30:00Z'))).toMatch(/2/));
  it('is "now" within a second', () => expect(ago(1_000, 1_500)).toBe('now'));
});

it('writes sizes, plurals and names as people do', () => {
  expect([bytes(999), bytes(5_300_000), plural(1, 'run'), plural(14, 'run'), sentence('onError')]).toEqual(['999 B', '5.3 MB', '1 run', '14 runs', 'On error']);
});
