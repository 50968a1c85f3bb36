import { ClipboardPaste, Pencil, Pin, PinOff, Play } from 'lucide-react';
import { useState } from 'react';
import type { Json, NodeDefinition, Run, Step } from '@/api/model';
import { duration, plural } from '@/lib/format';
import { useNow } from '@/lib/use-now';
import { Button } from '@/ui/button';
import { ItemsView } from '@/ui/data/items-view';
import { Empty } from '@/ui/empty';
import { Status } from '@/ui/status';
import { ErrorView, LogLines } from './error-view';
import { itemsAt, pinnedItems, shownPort, tookOf } from './items';
import { PinDialog } from './pin-dialog';
import { FiringPicker, PortPicker } from './pickers';
import { useShownItems } from './shown-items';
import { usePin } from './use-pin';

type OutputColumnProps = { node: NodeDefinition; run: Run | undefined; firings: Step[]; shown: number; onShow: (at: number) => void; onRunNode: (mode: 'node' | 'upTo' | 'from') => void };

/** What the node handed on, or why it did not; and what is pinned instead. */
export function OutputColumn({ node, run, firings, shown, onShow, onRunNode }: OutputColumnProps) {
  const pin = usePin(node);
  const [editing, setEditing] = useState<{ initial: Json | undefined }>();
  const [port, setPort] = useState<string>();
  const step = firings[shown];
  const pinned = pinnedItems(node.pin);
  const outputs = step?.outputs ?? {};
  const chosen = shownPort(outputs, port);
  const own = useShownItems(run, step, 'outputs', chosen);
  const items = step && chosen !== undefined ? own.items : step ? undefined : pinned;
  const hasFailed = step?.status === 'failed' || step?.status === 'held' || step?.status === 'needsDecision';
  const canPin = items !== undefined && !items.hidden && items.items.length > 0 && (step !== undefined || node.pin === undefined);
  return (
    <>
      <header className="flex min-h-10 shrink-0 flex-wrap items-center gap-2 border-b px-3 py-1">
        <h2 className="font-semibold">Output</h2>
        {step && <StepLine step={step} />}
        <FiringPicker count={firings.length} shown={shown} onShow={onShow} />
        <PortPicker label="Output port" ports={Object.keys(outputs)} shown={chosen} counts={name => itemsAt(outputs, name).count} onShow={setPort} />
      </header>
      {node.pin !== undefined && (
        <div className="flex shrink-0 flex-wrap items-center gap-2 border-b bg-accent-soft px-3 py-1.5 text-meta">
          <Pin className="size-3.5 text-accent" /><span className="min-w-0 flex-1">Pinned: test runs use {plural(pinned?.count ?? 0, 'item')} instead of running the node.</span>
          <Button size="small" className="h-6" onClick={() => setEditing({ initial: node.pin })}><Pencil />Edit</Button><Button size="small" className="h-6" onClick={() => pin(undefined)}><PinOff />Unpin</Button>
        </div>
      )}
      <div className="flex min-h-0 flex-1 flex-col">
        {step && hasFailed ? <ErrorView step={step} onRetry={() => onRunNode('from')} />
          : items && (items.count > 0 || items.hidden)
            ? <ItemsView key={`${step?.id ?? 'pin'} ${chosen ?? ''}`} items={items.items} count={items.count} hidden={items.hidden} onMore={own.onMore}
              actions={canPin && <Button look="quiet" size="icon" title={items.items.length < items.count ? `Pin the first ${items.items.length} of ${plural(items.count, 'item')}` : 'Pin this output'} onClick={() => pin(items.items.map(item => item.json))}><Pin /></Button>} />
            : <Nothing step={step} onRun={() => onRunNode('upTo')} onPaste={() => setEditing({ initial: node.pin })} />}
        {step && !hasFailed && <Extras step={step} />}
      </div>
      {editing && <PinDialog name={node.name} initial={editing.initial} onClose={() => setEditing(undefined)} onSave={next => { pin(next); setEditing(undefined); }} />}
    </>
  );
}

function StepLine({ step }: { step: Step }) {
  const now = useNow();
  const took = tookOf(step, now);
  return <span className="flex items-center gap-2 text-meta text-n10"><Status status={step.status} />{took !== undefined && duration(took)}{step.attempts > 1 && <span>{plural(step.attempts, 'attempt')}</span>}</span>;
}

function Nothing({ step, onRun, onPaste }: { step: Step | undefined; onRun: () => void; onPaste: () => void }) {
  const paste = <Button onClick={onPaste}><ClipboardPaste />Paste a sample</Button>;
  if (!step) return <Empty title="Run this node to see its output" text="Or pin a sample: test runs then use it, and you can go on building without calling anything."><Button look="primary" onClick={onRun}><Play />Run up to here</Button>{paste}</Empty>;
  switch (step.status) {
    case 'running': case 'ready': case 'retrying': return <Empty title="Running" text="What the node hands on appears here." />;
    case 'waiting': return <Empty title="Waiting" text={step.until ? 'The step goes on by itself at its time, or when it is told to.' : 'The step waits for something from outside.'} />;
    case 'skipped': return <Empty title="Skipped" text="Nothing came to this node in this run.">{paste}</Empty>;
    case 'cancelled': return <Empty title="Cancelled" text="The run was cancelled before the node was done." />;
    default: return <Empty title="No items" text="The node ran, and handed on nothing here. What follows on this port does not run; Policy can make it hand on one empty item." />;
  }
}

/** Warnings, and what the node has said; folded away. */
function Extras({ step }: { step: Step }) {
  const warnings = step.warnings ?? [];
  const log = step.log ?? [];
  const errors = Object.keys(step.itemErrors ?? {}).length;
  if (warnings.length === 0 && log.length === 0 && errors === 0) return null;
  return (
    <div className="max-h-2/5 shrink-0 overflow-auto border-t text-meta">
      {warnings.map(warning => <p key={warning.code + warning.message} className="bg-decision-soft px-3 py-1.5">{warning.message}</p>)}
      {errors > 0 && <details className="px-3 py-1.5"><summary className="text-failed">{plural(errors, 'item')} failed, and the node went on</summary><ul>{Object.entries(step.itemErrors ?? {}).slice(0, 100).map(([index, error]) => <li key={index} className="break-words">Item {index}: {error.message} ({error.code})</li>)}</ul></details>}
      {log.length > 0 && <details className="px-3 py-1.5"><summary>Log, {plural(log.length, 'line')}</summary><LogLines lines={log} /></details>}
    </div>
  );
}
