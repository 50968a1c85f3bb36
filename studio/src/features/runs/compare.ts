import type { Json, Step } from '@/api/model';
import { valueChanges, type Change } from '@/document/diff';

export type Pair = { key: string; node: string; number: number; a: Step | undefined; b: Step | undefined; differs: ('status' | 'output' | 'duration' | 'missing')[] };
export type Side = 'outputs' | 'inputs' | 'parameters';

/** Beyond this, and half as much again, a duration counts as different. */
const NOTICEABLE = 50;

export const tookOf = (step: Step | undefined): number | undefined => (step?.startedAt && step.finishedAt ? Math.max(0, Date.parse(step.finishedAt) - Date.parse(step.startedAt)) : undefined);

const sameDuration = (a: number | undefined, b: number | undefined) => {
  if (a === undefined || b === undefined) return a === b;
  const [less, more] = [Math.min(a, b), Math.max(a, b)];
  return more - less < NOTICEABLE || more < less * 1.5;
};

/** Steps of two runs that are the same firing of the same node; by name where the workflows are not the same. */
export function pairsOf(a: readonly Step[], b: readonly Step[], byName: boolean): Pair[] {
  const keyOf = (step: Step) => `${byName ? step.node : step.nodeId}/${step.number}`;
  const others = new Map(b.map(step => [keyOf(step), step]));
  const pairs = a.map(step => {
    const key = keyOf(step);
    const other = others.get(key);
    others.delete(key);
    return pair(key, step, other);
  });
  return [...pairs, ...[...others].map(([key, step]) => pair(key, undefined, step))];
}

function pair(key: string, a: Step | undefined, b: Step | undefined): Pair {
  const one = (a ?? b) as Step;
  const differs: Pair['differs'] = [];
  if (!a || !b) differs.push('missing');
  else {
    if (a.status !== b.status) differs.push('status');
    if (!sameData(a, b)) differs.push('output');
    if (!sameDuration(tookOf(a), tookOf(b))) differs.push('duration');
  }
  return { key, node: one.node, number: one.number, a, b, differs };
}

const sameData = (a: Step, b: Step) => JSON.stringify(Object.entries(a.outputs).map(([port, items]) => [port, items.count])) === JSON.stringify(Object.entries(b.outputs).map(([port, items]) => [port, items.count]))
  && valueChanges(dataOf(a, 'outputs'), dataOf(b, 'outputs')).length === 0;

/** What of a step is held against the other: its items as JSON by port, or its parameters. */
export function dataOf(step: Step | undefined, side: Side): Json | undefined {
  if (!step) return undefined;
  if (side === 'parameters') return (step.parameters ?? {}) as Json;
  return Object.fromEntries(Object.entries(step[side]).map(([port, items]) => [port, items.items.map(item => item.json)]));
}

/** Where the data of two steps differs. */
export const dataChanges = (pair: Pair, side: Side): Change[] => valueChanges(dataOf(pair.a, side), dataOf(pair.b, side));
