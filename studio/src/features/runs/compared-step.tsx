import { useMemo, useState } from 'react';
import { ChangeList } from '@/ui/change-list';
import { Tabs } from '@/ui/tabs';
import { dataChanges, type Pair, type Side } from './compare';

const sides: { id: Side; label: string }[] = [{ id: 'outputs', label: 'Output' }, { id: 'inputs', label: 'Input' }, { id: 'parameters', label: 'Parameters' }];

/** One step of both runs: where its data differs, and its errors. */
export function ComparedStep({ pair }: { pair: Pair }) {
  const [side, setSide] = useState<Side>('outputs');
  const changes = useMemo(() => new Map(sides.map(({ id }) => [id, pair.a && pair.b ? dataChanges(pair, id) : []])), [pair]);
  const partly = [pair.a, pair.b].some(step => step && Object.values(step.outputs).some(items => items.items.length < items.count));
  return (
    <section aria-label={`Difference in ${pair.node}`} className="flex h-full flex-col">
      <header className="border-b px-3 py-2.5">
        <h2 className="truncate text-strong font-semibold" dir="auto" title={pair.node}>{pair.node}{pair.number > 0 && ` (${pair.number + 1})`}</h2>
        <p className="text-meta text-n10">{!pair.a || !pair.b ? `This step is only in run ${pair.a ? 'A' : 'B'}.` : 'What run A had is red, what run B has is green.'}{partly && ' The first items of each port are compared.'}</p>
      </header>
      {(['a', 'b'] as const).map(name => pair[name]?.error && <p key={name} className="m-3 mb-0 rounded border border-failed/40 bg-failed-soft px-3 py-2" dir="auto"><b className="font-semibold">{name.toUpperCase()}</b> {pair[name].error.message}</p>)}
      {pair.a && pair.b && <Tabs label="Differences" className="min-h-0 flex-1 pt-1" value={side} onChange={id => setSide(id as Side)}
        tabs={sides.map(({ id, label }) => ({ id, label: `${label} (${changes.get(id)?.length ?? 0})`, content: <ChangeList changes={changes.get(id) ?? []} nothing="The same in both runs." /> }))} />}
    </section>
  );
}
