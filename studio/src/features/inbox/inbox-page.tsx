import { CircleCheck } from 'lucide-react';
import { skipToken } from '@reduxjs/toolkit/query';
import { Link } from 'react-router';
import { isProblem } from '@/api/base';
import { useInbox } from '@/api/inbox';
import { useNewestRunsQuery } from '@/api/run-lists';
import { useGetRunQuery } from '@/api/runs';
import { plural } from '@/lib/format';
import { useAddress } from '@/lib/use-address';
import { Button } from '@/ui/button';
import { Empty } from '@/ui/empty';
import { LoadingRows } from '@/ui/loading';
import { PageFrame } from '@/ui/page';
import { ProblemView } from '@/ui/problem';
import { InboxCard } from './inbox-card';

const paused = { status: 'paused', limit: 50 };

/** What waits for a person: steps to decide on, and runs that somebody or a breakpoint stopped. */
export function InboxPage() {
  const [address] = useAddress();
  const meant = address.get('run');
  const { data, error, isLoading, refetch } = useInbox();
  const { data: stopped } = useNewestRunsQuery(paused);
  const waiting = data?.items ?? [];
  const listed = waiting.some(run => run.id === meant) || stopped?.items.some(run => run.id === meant);
  const { data: asked } = useGetRunQuery(meant && data && !listed ? meant : skipToken);
  if (isProblem(error) && !data) return <ProblemView problem={error} onRetry={() => void refetch()} />;
  return (
    <PageFrame title="Inbox">
      {isLoading ? <LoadingRows /> : waiting.length + (stopped?.items.length ?? 0) === 0 && !asked ? (
        <Empty icon={<CircleCheck />} title="Nothing waits for you" text="When a step must not be repeated blindly, or a workflow says “hold” on errors, the run stops and asks here.">
          <Button asChild><Link to="/runs">Look at the runs</Link></Button>
        </Empty>
      ) : (
        <div className="mx-auto flex max-w-4xl flex-col gap-4 p-4">
          {asked && <InboxCard key={asked.id} run={asked} meant />}
          {waiting.length > 0 && <h2 className="text-meta font-medium text-n10">{plural(waiting.length, 'run')} to decide on{data?.next && ', and more'}</h2>}
          {waiting.map(run => <InboxCard key={run.id} run={run} meant={run.id === meant} />)}
          {stopped && stopped.items.length > 0 && <h2 className="text-meta font-medium text-n10">{plural(stopped.items.length, 'run')} paused</h2>}
          {stopped?.items.map(run => <InboxCard key={run.id} run={run} meant={run.id === meant} />)}
        </div>
      )}
    </PageFrame>
  );
}
