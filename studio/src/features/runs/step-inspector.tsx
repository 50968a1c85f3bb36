import { ChevronLeft, ChevronRight, GitFork } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Run, Step } from '@/api/model';
import type { Doc } from '@/document/model';
import { plural } from '@/lib/format';
import { Button } from '@/ui/button';
import { Select } from '@/ui/field';
import { Icon } from '@/ui/icon';
import { JsonView } from '@/ui/json-view';
import { Status } from '@/ui/status';
import { Tabs, type Tab } from '@/ui/tabs';
import { Time } from '@/ui/time';
import { useListNodeTypesQuery } from '@/api/nodes';
import { Elapsed } from './elapsed';
import { ErrorBox } from './error-box';
import { ForkPanel } from './fork-panel';
import { isOver } from './run-filters';
import { firingsOf } from './run-doc';
import { StepData } from './step-data';

type StepInspectorProps = { run: Run; steps: readonly Step[]; step: Step; doc: Doc | undefined; onChoose: (step: number) => void };

/** Everything about one step: what went in, what came out, what it was told, what went wrong. */
export function StepInspector({ run, steps, step, doc, onChoose }: StepInspectorProps) {
  const [tab, setTab] = useState('output');
  const [forking, setForking] = useState<number>();
  const { data: types } = useListNodeTypesQuery();
  const type = types?.find(one => one.type === step.type);
  const firings = firingsOf(steps, step);
  if (forking === step.id) return <ForkPanel run={run} step={step} onClose={() => setForking(undefined)} />;
  const errors = Object.entries(step.itemErrors ?? {});
  const tabs: Tab[] = [
    { id: 'output', label: 'Output', content: <StepData key={step.id} runId={run.id} step={step} side="outputs" /> },
    { id: 'input', label: 'Input', content: <StepData key={step.id} runId={run.id} step={step} side="inputs" /> },
    { id: 'parameters', label: 'Parameters', content: <Parameters step={step} doc={doc} /> },
    ...(step.log?.length ? [{ id: 'log', label: `Log (${step.log.length})`, content: <pre tabIndex={0} aria-label="Log" className="p-3 break-words whitespace-pre-wrap">{step.log.slice(0, 5_000).join('\n')}</pre> }] : []),
    ...(errors.length > 0 ? [{ id: 'errors', label: `Item errors (${errors.length})`, content: <ul>{errors.slice(0, 500).map(([item, error]) => <li key={item} className="border-b px-3 py-2"><b className="font-medium">Item {Number(item) + 1}</b> <span className="font-mono text-meta text-n10">{error.code}</span><p dir="auto">{error.message}</p></li>)}</ul> }] : []),
  ];
  return (
    <section aria-label={`Step ${step.node}`} className="flex h-full flex-col">
      <header className="border-b px-3 py-2.5">
        <div className="flex items-center gap-2">
          <Icon name={type?.icon ?? 'puzzle'} className="size-4 shrink-0 text-n10" />
          <h2 className="min-w-0 flex-1 truncate text-strong font-semibold" dir="auto" title={step.node}>{step.node}</h2>
          <Status status={step.status} />
        </div>
        <p className="mt-0.5 flex flex-wrap gap-x-3 text-meta text-n10"><span>{type?.name ?? step.type}</span>{step.startedAt && <span>started <Time at={step.startedAt} /></span>}<span>took <Elapsed from={step.startedAt} to={step.finishedAt} over={isOver(run.status)} /></span>{step.attempts > 1 && <span>{plural(step.attempts, 'attempt')}</span>}{step.until && !step.finishedAt && <span>goes on <Time at={step.until} /></span>}</p>
        <div className="mt-2 flex flex-wrap items-center gap-2">
          {firings.length > 1 && <FiringPicker firings={firings} step={step} onChoose={onChoose} />}
          <Button size="small" onClick={() => setForking(step.id)} title="Starts a new run that keeps what does not depend on this step"><GitFork />Fork from here…</Button>
          {step.children?.slice(0, 20).map((child, at) => <Button key={child} size="small" asChild><Link to={`/runs/${child}`}>Child run {step.children && step.children.length > 1 ? at + 1 : ''}</Link></Button>)}
        </div>
      </header>
      {step.error && <ErrorBox error={step.error} workflowId={run.workflowId} nodeId={step.nodeId} runId={run.id} held={step.status === 'held' || step.status === 'needsDecision'} />}
      {step.warnings?.map(warning => <p key={warning.message} className="m-3 mb-0 rounded border bg-decision-soft px-3 py-2" dir="auto">{warning.message}</p>)}
      {step.forced && <p className="m-3 mb-0 rounded border bg-decision-soft px-3 py-2">It went on without inputs that never came.</p>}
      <Tabs label="Data of the step" tabs={tabs} value={tabs.some(one => one.id === tab) ? tab : 'output'} onChange={setTab} className="min-h-0 flex-1 pt-1" />
    </section>
  );
}

function FiringPicker({ firings, step, onChoose }: { firings: Step[]; step: Step; onChoose: (step: number) => void }) {
  const at = firings.findIndex(one => one.id === step.id);
  const go = (to: number) => { const one = firings[to]; if (one) onChoose(one.id); };
  return (
    <div role="group" aria-label="Firings of the node" className="flex items-center gap-0.5">
      <Button size="icon" look="quiet" title="Firing before" disabled={at <= 0} onClick={() => go(at - 1)}><ChevronLeft /></Button>
      <Select aria-label="Firing" value={step.id} onChange={event => onChoose(Number(event.target.value))} className="h-7 w-auto text-meta">{firings.slice(0, 2_000).map((one, index) => <option key={one.id} value={one.id}>{index + 1} of {firings.length}{one.status === 'failed' ? ' · failed' : ''}</option>)}</Select>
      <Button size="icon" look="quiet" title="Firing after" disabled={at >= firings.length - 1} onClick={() => go(at + 1)}><ChevronRight /></Button>
    </div>
  );
}

/** As evaluated where the server kept it; else as they are written. */
function Parameters({ step, doc }: { step: Step; doc: Doc | undefined }) {
  const evaluated = Object.entries(step.parameters ?? {});
  const [item, setItem] = useState('0');
  const shown = evaluated.find(([key]) => key === item) ?? evaluated[0];
  const written = doc?.definition.nodes.find(node => node.id === step.nodeId)?.parameters;
  if (shown) return (
    <div>
      <div className="flex items-center gap-2 px-3 pt-2 text-meta text-n10">As it was tried, secrets masked{evaluated.length > 1 && <Select aria-label="Item" value={shown[0]} onChange={event => setItem(event.target.value)} className="h-7 w-auto">{evaluated.map(([key]) => <option key={key} value={key}>Item {Number(key) + 1}</option>)}</Select>}</div>
      <JsonView value={shown[1]} label="parameters" />
    </div>
  );
  if (!written || Object.keys(written).length === 0) return <p className="p-4 text-n10">The step has no parameters.</p>;
  return <div><p className="px-3 pt-2 text-meta text-n10">As they are written. For steps that only compute, evaluated values are not kept.</p><JsonView value={written} label="parameters" /></div>;
}
