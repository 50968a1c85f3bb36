import { Activity } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { isProblem } from '@/api/base';
import type { Run } from '@/api/model';
import { useCommands, type Command } from '@/lib/commands';
import { useAddress } from '@/lib/use-address';
import { Button } from '@/ui/button';
import { Checkbox } from '@/ui/checkbox';
import { Empty } from '@/ui/empty';
import { LoadingRows } from '@/ui/loading';
import { PageFrame } from '@/ui/page';
import { ProblemView } from '@/ui/problem';
import { VirtualList } from '@/ui/virtual-list';
import { BulkBar } from './bulk-bar';
import { chosenAfter } from './bulk';
import { RunFilterBar } from './run-filter-bar';
import { isFiltered, readRuns, toRunFilter, type RunsState } from './run-filters';
import { columns, RunRow } from './run-row';
import { useRunList } from './use-run-list';

/** More than this is done by a program. */
const MOST_CHOSEN = 5_000;

/** All runs, the newest first; new ones appear by themselves. */
export function RunsPage() {
  const [address, change] = useAddress();
  const state = useMemo(() => readRuns(address), [address]);
  return (
    <PageFrame title="Runs" filters={<RunFilterBar state={state} change={change} />}>
      <RunList key={address.toString()} state={state} onAll={() => change(Object.fromEntries([...address.keys()].map(name => [name, undefined])))} />
    </PageFrame>
  );
}

function RunList({ state, onAll }: { state: RunsState; onAll: () => void }) {
  const [now] = useState(Date.now);
  const { rows, fresh, more, hasMore, isLoading, error, again } = useRunList(useMemo(() => toRunFilter(state, now), [state, now]));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const anchor = useRef<string>(undefined);
  const navigate = useNavigate();
  // All that match: rows that are not here yet are fetched and chosen as they come.
  const [everything, setEverything] = useState(false);
  const picked = useMemo(() => (everything ? new Set(rows.map(run => run.id)) : chosen), [everything, rows, chosen]);
  useEffect(() => { if (everything && hasMore && rows.length < MOST_CHOSEN) more(); }, [everything, hasMore, rows.length, more]);
  const choose = (id: string, shift: boolean) => {
    setChosen(chosenAfter(picked, rows, id, anchor.current, shift));
    setEverything(false);
    anchor.current = id;
  };
  const none = useCallback(() => {
    setEverything(false);
    setChosen(new Set());
  }, []);
  const all = () => setEverything(true);
  useCommands(useMemo<Command[]>(() => [{ id: 'runs-none', name: 'Choose no run', section: 'Runs', keys: ['escape'], hidden: true, disabled: picked.size === 0, perform: none }], [picked.size, none]));
  if (isProblem(error) && rows.length === 0) return <ProblemView problem={error} onRetry={again} />;
  if (isLoading) return <LoadingRows />;
  if (rows.length === 0 && isFiltered(state)) return <Empty title="Nothing matches" text="No run fits all of the filters."><Button onClick={onAll}>Show all</Button></Empty>;
  if (rows.length === 0) return <Empty icon={<Activity />} title="Nothing has run yet" text="Every time a workflow is triggered there is a run: what went in, what each step did, what came out."><Button asChild look="primary"><Link to="/workflows">Choose a workflow to run</Link></Button></Empty>;
  const head = <Head all={rows.length > 0 && rows.every(run => picked.has(run.id))} some={picked.size > 0} onChange={on => (on ? setChosen(new Set(rows.map(run => run.id))) : none())} />;
  return (
    <div className="relative h-full">
      <VirtualList items={rows} keyOf={run => run.id} rowHeight={48} label="Runs" placeKey="runs" head={head} hasMore={hasMore} onEnd={more} onOpen={run => void navigate(`/runs/${run.id}`)} rowClass={run => (picked.has(run.id) ? 'bg-accent-soft' : undefined)}
        className={picked.size > 0 ? 'pb-16' : ''} row={(run: Run) => <RunRow run={run} fresh={fresh.has(run.id)} chosen={picked.has(run.id)} onChoose={choose} />} />
      <BulkBar chosen={rows.filter(run => picked.has(run.id))} hasMore={hasMore} onAll={all} onClear={none} />
    </div>
  );
}

const Head = ({ all, some, onChange }: { all: boolean; some: boolean; onChange: (on: boolean) => void }) => (
  <div role="row" className="flex h-8 items-center border-b text-meta text-n10">
    <div role="columnheader" className={`px-2 ${columns.box}`}><Checkbox label="Choose all runs shown" checked={all} mixed={some && !all} onChange={event => onChange(event.target.checked)} /></div>
    {[['Status', columns.status], ['Workflow', 'flex-1'], ['Version', columns.version], ['Trigger', columns.trigger], ['Started', columns.started], ['Took', columns.took]].map(([name, width]) => <div key={name} role="columnheader" className={`px-2 ${width}`}>{name}</div>)}
  </div>
);
