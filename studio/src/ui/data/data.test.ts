import { describe, expect, it } from 'vitest';
import { columnsOf, shapesOf } from './shape';
import { find, keyOf, treeRows } from './tree';

const nobody: ReadonlySet<string> = new Set();

describe('the tree', () => {
  const root = [{ a: 1, deep: { b: { c: 'x' } } }];
  it('opens what is near the root', () => expect(treeRows(root, nobody).map(row => row.path)).toEqual([[], [0], [0, 'a'], [0, 'deep']]));
  it('opens and closes what somebody turns', () => {
    expect(treeRows(root, new Set([keyOf([0, 'deep'])])).at(-1)?.path).toEqual([0, 'deep', 'b']);
    expect(treeRows(root, new Set([keyOf([])]))).toHaveLength(1);
  });
  it('leads to what is found, and shows nothing else', () => {
    const found = find(root, 'X');
    expect(treeRows(root, nobody, found).map(row => row.path)).toEqual([[], [0], [0, 'deep'], [0, 'deep', 'b'], [0, 'deep', 'b', 'c']]);
    expect(find(root, 'nothing').hits.size).toBe(0);
    expect(find(Array.from({ length: 10 }, () => 'a'), 'a', 5).more).toBe(true);
  });
  it('tells "0" as a name from 0 as a number', () => expect(keyOf(['0'])).not.toBe(keyOf([0])));
  it('leaves one of very many closed', () => expect(treeRows(Array.from({ length: 5_000 }, (_, id) => ({ id })), nobody)).toHaveLength(5_001));
});

describe('the shape of items', () => {
  const shapes = shapesOf([{ id: 1, tags: [{ key: 'a' }], at: '2025-03-14T10:00:00Z' }, { id: 'x' }]);
  it('has every field with its types', () => expect(shapes.map(({ path, types, sometimes }) => [path, types, sometimes])).toEqual([
    [['id'], ['number', 'text'], false], [['tags'], ['list'], true], [['tags', 0, 'key'], ['text'], false], [['at'], ['date'], true],
  ]));
  it('has a column for items that are no objects', () => expect(columnsOf([1, { a: 2 }]).columns.map(column => column.title)).toEqual(['value', 'a']));
  it('has no more columns than fit', () => expect(columnsOf([Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`f${at}`, at]))]).more).toBe(40));
});
