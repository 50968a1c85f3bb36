import { describe, expect, it } from 'vitest';
import type { Run } from '@/api/model';
import { chosenAfter, eachOf, type BulkState } from './bulk';
import { hasGap, isFiltered, mergeRuns, readRuns, toRunFilter } from './run-filters';

const now = Date.parse('2026-05-02T00:00:00Z');
const ask = (address: string) => toRunFilter(readRuns(new URLSearchParams(address)), now);
const id = '01a21de6-7988-722a-9b2b-8c80aa253daa';
const run = (id: string, second: number, status = 'running') => ({ id, startedAt: `2026-01-01T00:00:0${second}Z`, status }) as unknown as Run;

describe('the address of the list', () => {
  it('says which runs are asked for', () => expect(ask(`workflow=${id}&status=failed,queued&q=order&mode=test`)).toEqual({ workflowId: id, status: 'failed,queued', text: 'order', mode: 'test' }));
  it('says since when', () => expect(ask('range=24h')).toEqual({ since: '2026-05-01T00:00:00.000Z' }));
  it('says from when to when', () => expect(ask('range=custom&from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z')).toEqual({ since: '2026-01-01T00:00:00.000Z', before: '2026-01-02T00:00:00.000Z' }));
  it('asks for everything when it says nothing, or nonsense', () => {
    expect(ask('workflow=1&status=odd,&range=toString&mode=x&from=never&parent=2')).toEqual({});
    expect(isFiltered(readRuns(new URLSearchParams('range=custom')))).toBe(false);
  });
});

describe('newest runs and pages', () => {
  it('are one list, in which the newest answer about a run holds', () => {
    const rows = mergeRuns([run('c', 3), run('b', 2, 'failed')], [run('b', 2), run('a', 1)]);
    expect(rows.map(one => [one.id, one.status])).toEqual([['c', 'running'], ['b', 'failed'], ['a', 'running']]);
  });
  it('keep a run that no longer matches where it was', () => expect(mergeRuns([run('c', 3)], [run('d', 4), run('a', 1)]).map(one => one.id)).toEqual(['d', 'c', 'a']));
  it('have a gap when they have no run in common', () => {
    expect(hasGap([run('c', 3)], [run('a', 1)], true)).toBe(true);
    expect(hasGap([run('c', 3)], [run('a', 1)], false)).toBe(false);
    expect(hasGap([run('a', 1)], [run('a', 1)], true)).toBe(false);
  });
});

describe('many at once', () => {
  const collect = async (ids: string[], perform: (id: string) => Promise<string | undefined>, stopAfter = Infinity) => {
    const told: BulkState[] = [];
    const end = await eachOf(ids, perform, state => told.push(state), () => (told.at(-1)?.done ?? 0) >= stopAfter, 2);
    return { told, end };
  };
  it('does each once, and tells how far it is', async () => {
    const seen: string[] = [];
    const { told, end } = await collect(['a', 'b', 'c'], async one => void seen.push(one));
    expect([seen.sort().join(''), told.map(state => state.done), end.finished, end.stopped]).toEqual(['abc', [0, 1, 2, 3, 3], true, false]);
  });
  it('notes what could not be done and goes on', async () => {
    const { end } = await collect(['a', 'b', 'c'], async one => { if (one === 'a') throw new Error('broke'); return one === 'b' ? 'not failed' : undefined; });
    expect(end.refused.sort((x, y) => x.id.localeCompare(y.id))).toEqual([{ id: 'a', why: 'broke' }, { id: 'b', why: 'not failed' }]);
    expect(end.done).toBe(3);
  });
  it('stops when it is told to', async () => {
    const { end } = await collect(['a', 'b', 'c', 'd', 'e', 'f'], async () => undefined, 2);
    expect([end.stopped, end.done < 6]).toEqual([true, true]);
  });
  it('has nothing to do with no runs', async () => expect((await collect([], async () => undefined)).end).toMatchObject({ finished: true, stopped: false }));
});

describe('choosing', () => {
  const rows = ['a', 'b', 'c', 'd'].map(one => ({ id: one }));
  it('takes everything between two clicks with Shift', () => expect([...chosenAfter(new Set(['b']), rows, 'd', 'b', true)].sort()).toEqual(['b', 'c', 'd']));
  it('gives back what was chosen', () => expect([...chosenAfter(new Set(['a', 'b']), rows, 'a', undefined, false)]).toEqual(['b']));
});
