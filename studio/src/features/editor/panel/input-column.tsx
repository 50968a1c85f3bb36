import { Pin, Play } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Items, Run, Step } from '@/api/model';
import { templateFor } from '@/document/expressions';
import { dragTemplate } from '@/lib/drag';
import { Button } from '@/ui/button';
import { ItemsView } from '@/ui/data/items-view';
import { Empty } from '@/ui/empty';
import { Select } from '@/ui/field';
import { choiceTitle } from '@/ui/schema-form/schema';
import type { Source } from './flow';
import { firingsOf, pinnedItems, shownPort } from './items';
import { usePanelData } from './panel-data';
import { FiringPicker } from './pickers';
import { useShownItems } from './shown-items';
import type { NodeInput } from './use-node-input';

type InputColumnProps = { input: NodeInput; run: Run | undefined; steps: Step[] | undefined; isTrigger: boolean; onRunBefore: () => void };

/** What comes in: of the node's own input, or of any node before it. */
export function InputColumn({ input, run, steps, isTrigger, onRunBefore }: InputColumnProps) {
  const { insert } = usePanelData();
  const { sources, source, isOwn, choose, own, ownPort, index, setIndex } = input;
  const firings = useMemo(() => (source ? firingsOf(steps, source.nodeId) : []), [steps, source]);
  const [wanted, setWanted] = useState<{ key: string; at: number }>();
  const at = wanted && wanted.key === source?.key && wanted.at < firings.length ? wanted.at : firings.length - 1;
  const theirs = firings[at];
  const fromOwn = isOwn && own !== undefined && ownPort !== undefined;
  const shown = useShownItems(run, fromOwn ? own : theirs, fromOwn ? 'inputs' : 'outputs', fromOwn ? ownPort : source && theirs ? shownPort(theirs.outputs, source.port) : undefined);
  const pinned = theirs === undefined && !fromOwn ? pinnedItems(input.pinOf(source)) : undefined;
  const items: Items | undefined = shown.items ?? pinned;
  const templateOf = (path: (string | number)[]) => templateFor(path, isOwn || !source ? undefined : source.name);
  return (
    <>
      <header className="flex min-h-10 shrink-0 flex-wrap items-center gap-2 border-b px-3 py-1">
        <h2 className="font-semibold">Input</h2>
        {sources.length > 0 && <SourcePicker sources={sources} chosen={source?.key} onChoose={choose} />}
        {!fromOwn && <FiringPicker count={firings.length} shown={at} onShow={next => setWanted({ key: source?.key ?? '', at: next })} />}
        {pinned && <span className="flex items-center gap-1 text-meta text-n10"><Pin className="size-3.5" />pinned</span>}
      </header>
      <div className="min-h-0 flex-1">
        {items
          ? <ItemsView key={source?.key} items={items.items} count={items.count} hidden={items.hidden} onMore={shown.onMore} onPickField={path => insert(templateOf(path))} onDragField={(event, path) => dragTemplate(event, templateOf(path))} {...(isOwn ? { chosen: index, onChoose: setIndex } : {})} />
          : isTrigger
            ? <Empty title="A trigger has no input" text="It starts the workflow. What it hands on is on the right." />
            : sources.length === 0
              ? <Empty title="Nothing is wired to this node" text="Draw a wire to it on the canvas; what comes along it appears here." />
              : <Empty title="No input yet" text="Run the nodes before this one to see real data here. Then drag a field onto a parameter to use it."><Button onClick={onRunBefore}><Play />Run up to here</Button></Empty>}
      </div>
    </>
  );
}

function SourcePicker({ sources, chosen, onChoose }: { sources: Source[]; chosen: string | undefined; onChoose: (key: string) => void }) {
  const direct = sources.filter(source => source.input !== undefined);
  const further = sources.filter(source => source.input === undefined);
  const several = new Set(direct.map(source => source.input)).size > 1;
  const option = (source: Source) => <option key={source.key} value={source.key}>{source.name}{source.port === 'main' ? '' : ` · ${choiceTitle(source.port)}`}{several && source.input !== undefined ? ` → ${choiceTitle(source.input)}` : ''}</option>;
  return (
    <Select aria-label="Data of" className="h-7 w-auto max-w-52 min-w-0 flex-1 text-meta" value={chosen ?? ''} onChange={event => onChoose(event.target.value)}>
      <optgroup label="Wired to this node">{direct.map(option)}</optgroup>
      {further.length > 0 && <optgroup label="Further up">{further.map(option)}</optgroup>}
    </Select>
  );
}
