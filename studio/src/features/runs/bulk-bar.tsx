import { Ban, GitCompareArrows, RotateCw, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { Link } from 'react-router';
import { isProblem } from '@/api/base';
import type { Run } from '@/api/model';
import { useChangeRunMutation } from '@/api/runs';
import { plural } from '@/lib/format';
import { Button } from '@/ui/button';
import { useConfirm } from '@/ui/confirm';
import { Dialog } from '@/ui/dialog';
import { Progress } from '@/ui/progress';
import { eachOf, type BulkState } from './bulk';
import { canRetry, isOver } from './run-filters';

type Doing = { action: 'retry' | 'cancel'; state: BulkState };

/** What can be done with the chosen runs: how many it will be is said before. */
export function BulkBar({ chosen, hasMore, onAll, onClear }: { chosen: Run[]; hasMore: boolean; onAll: () => void; onClear: () => void }) {
  const [change] = useChangeRunMutation();
  const [doing, setDoing] = useState<Doing>();
  const [question, ask] = useConfirm();
  const stopped = useRef(false);
  const failed = chosen.filter(canRetry);
  const live = chosen.filter(run => !isOver(run.status));
  const start = (action: Doing['action'], runs: Run[]) => {
    stopped.current = false;
    void eachOf(runs.map(run => run.id), async id => {
      const { error } = await change({ id, action });
      return error === undefined ? undefined : isProblem(error) ? error.detail : 'It could not be done.';
    }, state => setDoing({ action, state }), () => stopped.current);
  };
  const [a, b] = chosen;
  return (
    <>
      {question}
      {doing && <Doings doing={doing} onStop={() => { stopped.current = true; }} onClose={() => { stopped.current = true; setDoing(undefined); onClear(); }} />}
      {chosen.length > 0 && (
        <div role="toolbar" aria-label="Chosen runs" className="appear absolute bottom-4 left-1/2 z-20 flex max-w-[96%] -translate-x-1/2 items-center gap-2 rounded-card border border-n6 bg-n3 p-2 shadow-float max-md:flex-wrap">
          <span className="px-2 font-medium whitespace-nowrap">{plural(chosen.length, 'run')} chosen</span>
          <Button size="small" look="quiet" onClick={onAll} title="Shift and a click choose everything in between">{hasMore ? 'Choose all that match' : 'Choose all'}</Button>
          <Button size="small" disabled={failed.length === 0} onClick={() => start('retry', failed)}><RotateCw />Retry {plural(failed.length, 'failed run')}</Button>
          <Button size="small" look="danger" disabled={live.length === 0} onClick={() => ask({ title: `Cancel ${plural(live.length, 'run')}?`, text: 'Steps under way are told to stop; what they have done already stays done. This cannot be undone.', action: `Cancel ${plural(live.length, 'run')}`, perform: () => start('cancel', live) })}><Ban />Cancel {plural(live.length, 'run')}</Button>
          {chosen.length === 2 && a && b ? <Button size="small" asChild><Link to={`/runs/compare?a=${b.id}&b=${a.id}`}><GitCompareArrows />Compare</Link></Button> : <Button size="small" disabled title="Choose two runs to compare them"><GitCompareArrows />Compare</Button>}
          <Button size="icon" look="quiet" title="Choose none" onClick={onClear}><X /></Button>
        </div>
      )}
    </>
  );
}

function Doings({ doing: { action, state }, onStop, onClose }: { doing: Doing; onStop: () => void; onClose: () => void }) {
  const well = state.done - state.refused.length;
  const title = state.finished ? `${action === 'retry' ? 'Retried' : 'Cancelled'} ${plural(well, 'run')}` : `${action === 'retry' ? 'Retrying' : 'Cancelling'} ${plural(state.total, 'run')}`;
  return (
    <Dialog open onClose={onClose} title={title} footer={state.finished ? <Button look="primary" autoFocus onClick={onClose}>Close</Button> : <Button onClick={onStop}>Stop</Button>}>
      <div className="flex flex-col gap-3 py-1" aria-live="polite">
        <Progress value={state.done} max={state.total} label="Runs done" />
        <p className="text-n11">{state.done} of {state.total}{state.stopped && `: stopped, ${plural(state.total - state.done, 'run')} left as before`}</p>
        {state.refused.length > 0 && <>
          <h3 className="font-medium text-failed">{plural(state.refused.length, 'run')} could not be done</h3>
          <ul className="max-h-64 overflow-auto rounded border" tabIndex={0} aria-label="What could not be done">{state.refused.map(({ id, why }) => <li key={id} className="border-b px-3 py-1.5 last:border-b-0"><Link to={`/runs/${id}`} className="font-mono underline">{id.slice(-8)}</Link> <span className="text-n11">{why}</span></li>)}</ul>
        </>}
      </div>
    </Dialog>
  );
}
