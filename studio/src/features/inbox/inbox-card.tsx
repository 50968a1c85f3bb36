import { Play } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { isProblem } from '@/api/base';
import type { Run } from '@/api/model';
import { useChangeRunMutation, useGetRunQuery } from '@/api/runs';
import { useWorkflowName } from '@/api/workflow-name';
import { cn } from '@/lib/cn';
import { Button } from '@/ui/button';
import { Status } from '@/ui/status';
import { Time } from '@/ui/time';
import { failed } from '@/ui/toast';
import { questionsOf, situation } from './meaning';
import { Question } from './question';

/** One run that waits for a person, with everything it asks. */
export function InboxCard({ run: listed, meant }: { run: Run; meant: boolean }) {
  const { data } = useGetRunQuery(listed.id);
  const name = useWorkflowName(listed.workflowId);
  const run = data ?? listed;
  const card = useRef<HTMLElement>(null);
  const here = data !== undefined;
  useEffect(() => {
    if (meant && here) card.current?.scrollIntoView({ block: 'center' });
  }, [meant, here]);
  const questions = questionsOf(run.attention ?? []);
  return (
    <article ref={card} aria-label={`${name} asks`} className={cn('rounded-card border bg-n2', meant && 'border-accent')}>
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3">
        <h2 className="min-w-0 truncate text-strong font-semibold"><Link to={`/runs/${run.id}`} className="hover:underline" dir="auto" title={name}>{name}</Link></h2>
        <Status status={run.status} />
        {run.label && <span className="max-w-60 truncate text-n11" dir="auto">{run.label}</span>}
        <span className="ml-auto text-meta text-n10">started <Time at={run.startedAt} /></span>
      </header>
      {questions.map(asked => asked.why === 'breakpoint' || run.status === 'paused'
        ? <Stopped key={`${asked.step}/${asked.why}`} runId={run.id} text={`${asked.node}: ${situation(asked)}`} />
        : <Question key={`${asked.step}/${asked.attachment ?? ''}/${asked.why}`} runId={run.id} asked={asked} />)}
      {questions.length === 0 && here && (run.status === 'paused' ? <Stopped runId={run.id} text="Somebody paused this run. It stays where it is until it is resumed or cancelled." /> : <p className="border-t px-4 py-3 text-n10">It no longer waits for anybody.</p>)}
    </article>
  );
}

function Stopped({ runId, text }: { runId: string; text: string }) {
  const [change, { isLoading }] = useChangeRunMutation();
  const go = async (action: 'resume' | 'cancel') => {
    const { error } = await change({ id: runId, action });
    if (isProblem(error)) failed(error);
  };
  return (
    <div className="flex flex-wrap items-center gap-2 border-t px-4 py-3">
      <p className="min-w-0 flex-1" dir="auto">{text}</p>
      <Button asChild><Link to={`/runs/${runId}`}>Look at it</Link></Button>
      <Button look="primary" disabled={isLoading} onClick={() => void go('resume')}><Play />Resume</Button>
    </div>
  );
}
