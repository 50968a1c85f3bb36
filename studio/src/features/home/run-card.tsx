import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { isProblem } from '@/api/base';
import type { Run } from '@/api/model';
import { useNewestRunsQuery } from '@/api/run-lists';
import type { RunFilter } from '@/api/runs';
import { useWorkflowName } from '@/api/workflow-name';
import { count } from '@/lib/format';
import { StatusIcon, statusLook } from '@/ui/status';
import { Time } from '@/ui/time';

const SHOWN = 6;

/** A few runs of one kind, how many there are, and the way to all of them. */
export function RunCard({ title, filter, total, to, nothing }: { title: string; filter: RunFilter; total: number | undefined; to: string; nothing: ReactNode }) {
  const { data, error } = useNewestRunsQuery({ ...filter, limit: SHOWN });
  const runs = data?.items;
  const many = total ?? (runs && !data?.next ? runs.length : undefined);
  return (
    <section aria-label={title} className="flex min-w-0 flex-col rounded-card border bg-n2">
      <header className="flex items-center gap-2 px-4 pt-3 pb-1"><h2 className="text-strong font-semibold">{title}</h2>{many !== undefined && <span className="text-n10">{count(many)}</span>}<Link to={to} aria-label={`All: ${title}`} className="ml-auto text-meta text-n11 hover:underline">All</Link></header>
      {isProblem(error) && !runs ? <p className="px-4 pb-4 text-n10">{error.detail}</p> : (
        <ul className="min-h-52 pb-2">{runs?.map(run => <li key={run.id}><RunLine run={run} /></li>)}{runs?.length === 0 && <li className="px-4 py-3 text-n10">{nothing}</li>}</ul>
      )}
    </section>
  );
}

function RunLine({ run }: { run: Run }) {
  const name = useWorkflowName(run.workflowId);
  const to = run.status === 'needsDecision' ? `/inbox?run=${run.id}` : `/runs/${run.id}`;
  return (
    <Link to={to} className="flex h-8 items-center gap-2 px-4 hover:bg-n3 focus-visible:-outline-offset-2">
      <StatusIcon status={run.status} /><span className="sr-only">{statusLook(run.status).word}</span>
      <span className="shrink-0 truncate max-w-[60%]" dir="auto">{name}</span>
      <span className="min-w-0 flex-1 truncate text-meta text-n10" dir="auto" title={run.error?.message}>{run.error?.message ?? run.label}</span>
      <Time at={run.startedAt} className="shrink-0 text-meta text-n10" />
    </Link>
  );
}
