import { FileStack, FileUp, Plus, Workflow } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { Link, useNavigate } from 'react-router';
import { isProblem } from '@/api/base';
import type { WorkflowSummary } from '@/api/model';
import { useNewestRunsQuery } from '@/api/run-lists';
import { useListWorkflowsInfiniteQuery } from '@/api/workflows';
import { useCommands, type Command } from '@/lib/commands';
import { useAddress } from '@/lib/use-address';
import { Button } from '@/ui/button';
import { Empty } from '@/ui/empty';
import { Select } from '@/ui/field';
import { Keys } from '@/ui/keys';
import { LoadingRows } from '@/ui/loading';
import { PageFrame } from '@/ui/page';
import { ProblemView } from '@/ui/problem';
import { SearchField } from '@/ui/search-field';
import { VirtualList } from '@/ui/virtual-list';
import { readList, sorted, tagsOf, toFilter, type ListState } from './filters';
import { ImportDialog } from './import-dialog';
import { useNewWorkflow } from './use-new-workflow';
import { useWorkflowActions } from './use-workflow-actions';
import { columns, WorkflowRow } from './workflow-row';

const newest = { limit: 200 };

/** All workflows: find one, make one, bring one in. */
export function WorkflowsPage() {
  const [address, change] = useAddress();
  const state = readList(address);
  const [makeNew, isMaking] = useNewWorkflow();
  const importing = address.get('import') === '1';
  const askImport = useCallback(() => change({ import: '1' }), [change]);
  const asked = address.get('new') === '1';
  const once = useRef(false);
  useEffect(() => {
    if (!asked || once.current) return;
    once.current = true;
    makeNew();
  }, [asked, makeNew]);
  useCommands(useMemo<Command[]>(() => [
    { id: 'workflow-new', name: 'New workflow', section: 'Workflows', keys: ['n'], perform: makeNew },
    { id: 'workflow-import', name: 'Import a workflow', section: 'Workflows', keys: ['i'], perform: askImport },
  ], [makeNew, askImport]));
  return (
    <PageFrame title="Workflows"
      actions={<><Button onClick={askImport}><FileUp />Import</Button><Button look="primary" disabled={isMaking} onClick={makeNew}><Plus />New workflow<span className="max-lg:hidden"><Keys keys="n" /></span></Button></>}
      filters={<Filters state={state} change={change} />}>
      <WorkflowList state={state} change={change} makeNew={makeNew} onImport={askImport} />
      {importing && <ImportDialog onClose={() => change({ import: undefined })} />}
    </PageFrame>
  );
}

type Change = ReturnType<typeof useAddress>[1];

function Filters({ state, change }: { state: ListState; change: Change }) {
  const { data } = useListWorkflowsInfiniteQuery(toFilter({ ...state, tag: '', search: '' }));
  const tags = tagsOf(data?.pages.flatMap(page => page.items) ?? []);
  return (
    <>
      <SearchField label="Search workflows" value={state.search} onChange={q => change({ q })} className="w-64" />
      <Select aria-label="Tag" value={state.tag} onChange={event => change({ tag: event.target.value })} className="w-40"><option value="">All tags</option>{[...new Set([...tags, ...(state.tag ? [state.tag] : [])])].map(tag => <option key={tag}>{tag}</option>)}</Select>
      <Select aria-label="Triggers" value={state.state} onChange={event => change({ state: event.target.value })} className="w-40"><option value="">On or off</option><option value="active">Triggers on</option><option value="inactive">Triggers off</option></Select>
      <Select aria-label="Archived" value={state.archived ? '1' : ''} onChange={event => change({ archived: event.target.value })} className="w-36"><option value="">In use</option><option value="1">Archived</option></Select>
      <Select aria-label="Order" value={state.sort} onChange={event => change({ sort: event.target.value === 'newest' ? undefined : event.target.value })} className="ml-auto w-44"><option value="newest">Newest first</option><option value="updated">Last changed first</option><option value="name">By name</option></Select>
    </>
  );
}

function WorkflowList({ state, change, makeNew, onImport }: { state: ListState; change: Change; makeNew: () => void; onImport: () => void }) {
  const { data, error, isLoading, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useListWorkflowsInfiniteQuery(toFilter(state));
  const { data: runs } = useNewestRunsQuery(newest);
  const actions = useWorkflowActions();
  const navigate = useNavigate();
  const rows = useMemo(() => sorted(data?.pages.flatMap(page => page.items) ?? [], state.sort), [data, state.sort]);
  const lastRuns = useMemo(() => new Map([...(runs?.items ?? [])].reverse().map(run => [run.workflowId, run])), [runs]);
  const more = useCallback(() => { if (!isFetchingNextPage) void fetchNextPage(); }, [isFetchingNextPage, fetchNextPage]);
  // An order of our own needs every row.
  useEffect(() => { if (state.sort !== 'newest' && hasNextPage) more(); }, [state.sort, hasNextPage, more]);
  const filtered = state.search !== '' || state.tag !== '' || state.state !== '' || state.archived;
  if (isProblem(error) && rows.length === 0) return <ProblemView problem={error} onRetry={() => void refetch()} />;
  if (isLoading) return <LoadingRows />;
  if (rows.length === 0 && !filtered) return <FirstWorkflow makeNew={makeNew} onImport={onImport} />;
  if (rows.length === 0) return <Empty title="Nothing matches" text="No workflow fits all of the filters."><Button onClick={() => change({ q: undefined, tag: undefined, state: undefined, archived: undefined })}>Show all</Button></Empty>;
  return (
    <>
      {actions.dialog}
      <VirtualList items={rows} keyOf={row => row.id} rowHeight={44} label="Workflows" placeKey="workflows" head={<Head />} hasMore={hasNextPage} onEnd={more} onOpen={row => void navigate(`/workflows/${row.id}`)}
        row={(row: WorkflowSummary) => <WorkflowRow workflow={row} lastRun={lastRuns.get(row.id)} actions={actions} onTag={tag => change({ tag })} />} />
    </>
  );
}

const Head = () => (
  <div role="row" className="flex h-8 items-center border-b text-meta text-n10">
    {[['Name', 'flex-1 pl-4'], ['Triggers', columns.active], ['Published', columns.version], ['Last run', columns.run], ['Changed', columns.updated], ['', columns.menu]].map(([name, width]) => <div key={width} role="columnheader" className={`px-2 ${width}`}>{name || <span className="sr-only">Actions</span>}</div>)}
  </div>
);

function FirstWorkflow({ makeNew, onImport }: { makeNew: () => void; onImport: () => void }) {
  const choices = [
    { name: 'Start from nothing', text: 'An empty canvas with one trigger. Press N there to add the first step.', icon: Plus, perform: makeNew, to: undefined },
    { name: 'Bring one from n8n', text: 'Paste it or drop its file. A report tells, node by node, what became of it.', icon: FileUp, perform: onImport, to: undefined },
    { name: 'Take a template', text: 'Workflows that are useful as they are, and run without an account anywhere.', icon: FileStack, perform: undefined, to: '/templates' },
  ];
  const look = 'flex w-60 flex-col items-start gap-1 rounded-card border border-n6 bg-n2 p-4 text-left hover:border-accent hover:bg-n3';
  return (
    <Empty icon={<Workflow />} title="No workflows yet" text="A workflow is a picture of steps: something triggers it, the steps run one after the other, and every run can be looked at.">
      {choices.map(({ name, text, icon: Icon, perform, to }) => {
        const inner = <><Icon className="mb-1 size-5 stroke-[1.5] text-accent" /><b className="font-medium">{name}</b><span className="text-meta whitespace-normal text-n10">{text}</span></>;
        return to ? <Link key={name} to={to} className={look}>{inner}</Link> : <button key={name} type="button" onClick={perform} className={look}>{inner}</button>;
      })}
    </Empty>
  );
}
