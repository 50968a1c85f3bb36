import { useListWorkflowsInfiniteQuery } from '@/api/workflows';
import { useWorkflowName } from '@/api/workflow-name';
import { sentence } from '@/lib/format';
import type { useAddress } from '@/lib/use-address';
import { Button } from '@/ui/button';
import { Input, Select } from '@/ui/field';
import { PickMany } from '@/ui/pick-many';
import { SearchField } from '@/ui/search-field';
import { StatusIcon, statusLook } from '@/ui/status';
import { isFiltered, modes, ranges, statuses, type RunsState } from './run-filters';

const all = {};
const options = statuses.map(status => ({ value: status as string, label: statusLook(status).word, icon: <StatusIcon status={status} /> }));
const local = (time: string) => (time ? new Date(Date.parse(time) - new Date(time).getTimezoneOffset() * 60_000).toISOString().slice(0, 16) : '');
const utc = (time: string) => (time ? new Date(time).toISOString() : '');

/** Which runs are shown; all of it is in the address. */
export function RunFilterBar({ state, change }: { state: RunsState; change: ReturnType<typeof useAddress>[1] }) {
  const { data } = useListWorkflowsInfiniteQuery(all);
  const workflows = data?.pages.flatMap(page => page.items) ?? [];
  const known = workflows.some(one => one.id === state.workflow);
  const chosen = useWorkflowName(state.workflow || undefined);
  return (
    <>
      <SearchField label="Search label, error or id" value={state.text} onChange={q => change({ q })} className="w-56" />
      <PickMany label="Status" options={options} value={state.status} onChange={status => change({ status: status.join(',') })} />
      <Select aria-label="Workflow" value={state.workflow} onChange={event => change({ workflow: event.target.value })} className="w-52">
        <option value="">All workflows</option>
        {state.workflow && !known && <option value={state.workflow}>{chosen.slice(0, 60)}</option>}
        {workflows.map(one => <option key={one.id} value={one.id}>{one.name.slice(0, 60)}</option>)}
      </Select>
      <Select aria-label="Started" value={state.range} onChange={event => change({ range: event.target.value, from: undefined, to: undefined })} className="w-36">
        <option value="">Any time</option>
        {Object.entries(ranges).map(([key, { name }]) => <option key={key} value={key}>{name}</option>)}
        <option value="custom">From … to …</option>
      </Select>
      {state.range === 'custom' && <>
        <Input type="datetime-local" aria-label="From" value={local(state.from)} onChange={event => change({ from: utc(event.target.value) })} className="w-48" />
        <Input type="datetime-local" aria-label="To" value={local(state.to)} onChange={event => change({ to: utc(event.target.value) })} className="w-48" />
      </>}
      <Select aria-label="Mode" value={state.mode} onChange={event => change({ mode: event.target.value })} className="w-32"><option value="">Any mode</option>{modes.map(mode => <option key={mode} value={mode}>{sentence(mode)}</option>)}</Select>
      {state.parent && <Button size="small" onClick={() => change({ parent: undefined })}>Children of {state.parent.slice(-8)} ×</Button>}
      {isFiltered(state) && <Button look="quiet" onClick={() => change({ q: undefined, status: undefined, workflow: undefined, range: undefined, from: undefined, to: undefined, mode: undefined, parent: undefined })}>Show all</Button>}
    </>
  );
}
