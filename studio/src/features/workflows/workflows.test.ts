import { describe, expect, it } from 'vitest';
import type { WorkflowSummary } from '@/api/model';
import { readFile } from './file';
import { readList, sorted, tagsOf, toFilter } from './filters';

const row = (name: string, updatedAt: string, tags: string[] = []) => ({ name, updatedAt, tags }) as unknown as WorkflowSummary;
const rows = [row('beta 10', '2026-01-02'), row('Alpha', '2026-01-03', ['x', 'b']), row('beta 9', '2026-01-01', ['b'])];

describe('the address of the list', () => {
  it('says what is asked for', () => expect(toFilter(readList(new URLSearchParams('q=order&tag=daily&state=inactive&archived=1')))).toEqual({ search: 'order', tag: 'daily', active: false, archived: true }));
  it('asks for everything when it says nothing, or nonsense', () => expect(toFilter(readList(new URLSearchParams('state=odd&archived=yes&sort=colour')))).toEqual({}));
});

it('sorts by name as people do, and by change', () => {
  expect(sorted(rows, 'name').map(one => one.name)).toEqual(['Alpha', 'beta 9', 'beta 10']);
  expect(sorted(rows, 'updated').map(one => one.name)).toEqual(['Alpha', 'beta 10', 'beta 9']);
  expect(sorted(rows, 'newest')).toBe(rows);
});

it('knows every tag once', () => expect(tagsOf(rows)).toEqual(['b', 'x']));

describe('a file', () => {
  const kind = (value: unknown) => readFile(JSON.stringify(value)).kind;
  it('of ours is known by its definition', () => expect(kind({ name: 'A', definition: { nodes: [], edges: [] } })).toBe('own'));
  it('with a bare definition is given a name', () => expect(readFile('{"nodes":[],"edges":[]}')).toEqual({ kind: 'own', file: { name: 'Imported workflow', definition: { nodes: [], edges: [] } } }));
  it.each([[{ nodes: [], connections: {} }], [[{ nodes: [], connections: {} }]], [{ data: { nodes: [], connections: {} } }], [{ workflow: { nodes: [{ type: 'x', position: [0, 0] }] } }]])('of n8n is known in every wrapping: %j', value => expect(kind(value)).toBe('n8n'));
  it.each(['', '{', '[]', '{"a":1}', '7', 'null'])('that is none says why: %j', text => expect(readFile(text)).toHaveProperty('why'));
});
