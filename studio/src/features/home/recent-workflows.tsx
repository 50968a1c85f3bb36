import { Workflow } from 'lucide-react';
import { Link } from 'react-router';
import type { WorkflowSummary } from '@/api/model';
import { Time } from '@/ui/time';

const SHOWN = 8;

/** What somebody worked on last. */
export function RecentWorkflows({ workflows }: { workflows: readonly WorkflowSummary[] }) {
  const recent = [...workflows].sort((a, b) => b.updatedAt.localeCompare(a.updatedAt)).slice(0, SHOWN);
  if (recent.length === 0) return null;
  return (
    <section aria-label="Changed lately" className="rounded-card border bg-n2">
      <header className="flex items-center px-4 pt-3 pb-1"><h2 className="text-strong font-semibold">Changed lately</h2><Link to="/workflows?sort=updated" aria-label="All workflows" className="ml-auto text-meta text-n11 hover:underline">All</Link></header>
      <ul className="grid pb-2 md:grid-cols-2">
        {recent.map(one => (
          <li key={one.id} className="min-w-0"><Link to={`/workflows/${one.id}`} className="flex h-9 items-center gap-2 px-4 hover:bg-n3 focus-visible:-outline-offset-2">
            <Workflow className="size-4 shrink-0 stroke-[1.5] text-n10" /><span className="min-w-0 flex-1 truncate" dir="auto" title={one.name}>{one.name}</span>
            <span className="shrink-0 text-meta text-n10">{one.publishedVersion ? (one.active ? 'On' : 'Off') : 'Draft'}{one.hasChanges && one.publishedVersion ? ' · has changes' : ''}</span><Time at={one.updatedAt} className="shrink-0 text-meta text-n10" />
          </Link></li>
        ))}
      </ul>
    </section>
  );
}
