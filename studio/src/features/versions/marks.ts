import type { Mark } from '@/canvas/types';
import type { Diff } from '@/document/diff';
import { edgeKey } from '@/document/model';

type Side = { marks: Record<string, Mark>; edgeMarks: Record<string, 'added' | 'removed'> };

/** How the picture of each version is marked: what went on the left, what came on the right, what changed on both. */
export function marksOf(found: Diff): { before: Side; after: Side } {
  const before: Side = { marks: {}, edgeMarks: {} };
  const after: Side = { marks: {}, edgeMarks: {} };
  for (const { id, kind } of found.nodes) {
    if (kind !== 'added') before.marks[id] = kind;
    if (kind !== 'removed') after.marks[id] = kind;
  }
  for (const { edge, kind } of found.edges) (kind === 'added' ? after : before).edgeMarks[edgeKey(edge)] = kind;
  return { before, after };
}

/** Which two are compared. 0 is the draft. Without a word from the address: the newest version and the draft if that differs, else the two newest. */
export function chosenPair(a: string | null, b: string | null, versions: readonly number[], hasChanges: boolean): [number, number] | undefined {
  const known = (text: string | null) => (text === '0' || text === 'draft' ? 0 : versions.find(version => String(version) === text));
  const [from, to] = [known(a), known(b)];
  const latest = versions[0];
  if (from !== undefined && to !== undefined && from !== to) return [from, to];
  if (to !== undefined && from === undefined) {
    const before = to === 0 ? latest : versions.find(version => version < to);
    return before === undefined ? undefined : [before, to];
  }
  if (latest === undefined) return undefined;
  if (hasChanges) return [latest, 0];
  return versions[1] === undefined ? undefined : [versions[1], latest];
}
