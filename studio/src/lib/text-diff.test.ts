import { describe, expect, it } from 'vitest';
import { lineDiff } from './text-diff';

const drawn = (before: string, after: string) => lineDiff(before, after).map(line => ({ same: ' ', added: '+', removed: '-' })[line.kind] + line.text);

describe('the difference of two texts', () => {
  it('keeps the lines that are the same', () => expect(drawn('a\nb\nc', 'a\nx\nc')).toEqual([' a', '-b', '+x', ' c']));
  it('finds what was put in between', () => expect(drawn('a\nc', 'a\nb\nc')).toEqual([' a', '+b', ' c']));
  it('is the text itself when nothing differs', () => expect(drawn('a\nb', 'a\nb')).toEqual([' a', ' b']));
  it('answers for texts too long to compare line by line', () => expect(lineDiff('x\n'.repeat(4_000), 'y\n'.repeat(4_000))).toHaveLength(8_001));
});
