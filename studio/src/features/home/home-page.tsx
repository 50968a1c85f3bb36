import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { isProblem } from '@/api/base';
import { useListWorkflowsInfiniteQuery } from '@/api/workflows';
import { Button } from '@/ui/button';
import { LoadingRows } from '@/ui/loading';
import { PageFrame } from '@/ui/page';
import { ProblemView } from '@/ui/problem';
import { RecentWorkflows } from './recent-workflows';
import { RunCard } from './run-card';
import { TourCard } from './tour-card';
import { Trends, useStatistics } from './trends';

const all = {};
const live = { status: 'queued,running,waiting' };
const waiting = { status: 'needsDecision' };

/** What happens now, what went wrong, what waits for somebody; and for those who are new, where to begin. */
export function HomePage() {
  const { data, error, isLoading, refetch } = useListWorkflowsInfiniteQuery(all);
  const { data: statistics } = useStatistics('24h');
  const [lately] = useState(() => ({ status: 'failed', since: new Date(Math.floor(Date.now() / 60_000) * 60_000 - 86_400_000).toISOString() }));
  const workflows = data?.pages.flatMap(page => page.items) ?? [];
  const totals = statistics?.totals;
  if (isProblem(error) && !data) return <ProblemView problem={error} onRetry={() => void refetch()} />;
  if (isLoading) return <LoadingRows />;
  const fresh = workflows.length === 0;
  return (
    <PageFrame title="Home" actions={<Button look="primary" asChild><Link to="/workflows?new=1"><Plus />New workflow</Link></Button>}>
      <div className="mx-auto flex max-w-7xl flex-col gap-4 p-4 pt-1">
        <TourCard fresh={fresh} />
        {fresh && <Welcome />}
        {!fresh && <>
          <div className="grid gap-4 lg:grid-cols-3">
            <RunCard title="Under way" filter={live} total={totals && totals.running + totals.waiting + (totals.queued ?? 0)} to="/runs?status=queued,running,waiting" nothing="Nothing runs at the moment." />
            <RunCard title="Failed in the last 24 hours" filter={lately} total={undefined} to="/runs?status=failed&range=24h" nothing="Nothing has failed. " />
            <RunCard title="Waits for you" filter={waiting} total={totals?.needsDecision} to="/inbox" nothing="Nothing waits for a decision." />
          </div>
          <Trends />
          <RecentWorkflows workflows={workflows} />
        </>}
      </div>
    </PageFrame>
  );
}

/** The other ways to begin, for those who want no tour. */
const Welcome = () => (
  <section aria-label="Other ways to begin" className="grid gap-3 md:grid-cols-3">
    {[['Take a template', 'Workflows that are useful as they are and need no account anywhere.', '/templates'], ['Bring one from n8n', 'Paste it or drop its file; a report tells what became of each node.', '/workflows?import=1'], ['Start from nothing', 'An empty canvas, for those who know what they want.', '/workflows?new=1']].map(([name, text, to]) => (
      <Link key={name} to={to ?? '/'} className="rounded-card border bg-n2 p-4 hover:border-accent hover:bg-n3"><b className="font-medium">{name}</b><p className="mt-0.5 text-meta text-n10">{text}</p></Link>
    ))}
  </section>
);
