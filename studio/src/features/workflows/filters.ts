import type { WorkflowSummary } from '@/api/model';
import type { WorkflowFilter } from '@/api/workflows';

export type Sort = 'newest' | 'name' | 'updated';
export type ListState = { search: string; tag: string; state: '' | 'active' | 'inactive'; archived: boolean; sort: Sort };

const sorts: readonly string[] = ['newest', 'name', 'updated'];

/** What the address asks for; what it says wrongly counts as not said. */
export function readList(search: URLSearchParams): ListState {
  const state = search.get('state');
  const sort = search.get('sort') ?? '';
  return {
    search: search.get('q') ?? '', tag: search.get('tag') ?? '', state: state === 'active' || state === 'inactive' ? state : '',
    archived: search.get('archived') === '1', sort: sorts.includes(sort) ? (sort as Sort) : 'newest',
  };
}

export const toFilter = ({ search, tag, state, archived }: ListState): WorkflowFilter => ({
  ...(search ? { search } : {}), ...(tag ? { tag } : {}), ...(state ? { active: state === 'active' } : {}), ...(archived ? { archived } : {}),
});

const byName = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

/** The server answers by age; other orders need all rows. */
export function sorted(rows: WorkflowSummary[], sort: Sort): WorkflowSummary[] {
  if (sort === 'name') return [...rows].sort((a, b) => byName.compare(a.name, b.name));
  if (sort === 'updated') return [...rows].sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
  return rows;
}

/** Tags of the rows, each once. */
export const tagsOf = (rows: readonly WorkflowSummary[]): string[] => [...new Set(rows.flatMap(row => row.tags ?? []))].sort(byName.compare);
