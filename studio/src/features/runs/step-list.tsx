import type { Step } from '@/api/model';
import { count } from '@/lib/format';
import { StatusIcon, statusLook } from '@/ui/status';
import { Cell, VirtualList } from '@/ui/virtual-list';
import { Elapsed } from './elapsed';

const items = (step: Step) => Object.values(step.outputs).reduce((sum, port) => sum + port.count, 0);

/** All steps in the order in which they were created. */
export function StepList({ steps, chosen, onChoose, over }: { steps: readonly Step[]; chosen: number | undefined; onChoose: (step: number) => void; over: boolean }) {
  return (
    <VirtualList items={steps} keyOf={step => String(step.id)} rowHeight={28} label="Steps" onOpen={step => onChoose(step.id)} rowClass={step => (step.id === chosen ? 'bg-accent-soft' : undefined)}
      head={<div role="row" className="flex h-7 items-center border-b text-meta text-n10">{[['Step', 'flex-1 pl-4'], ['Status', 'w-32'], ['Items', 'w-16 text-right'], ['Tries', 'w-16 text-right'], ['Took', 'w-28 text-right pr-4']].map(([name, width]) => <div key={name} role="columnheader" className={`px-2 ${width}`}>{name}</div>)}</div>}
      row={step => (
        <>
          <Cell className="flex-1 pl-4"><button type="button" tabIndex={-1} onClick={() => onChoose(step.id)} className="flex h-7 min-w-0 flex-1 items-center gap-2 text-left"><StatusIcon status={step.status} /><span className="truncate" dir="auto">{step.node}</span>{step.number > 0 && <span className="text-meta text-n10">({step.number + 1})</span>}</button></Cell>
          <Cell className="w-32 text-n11">{statusLook(step.status).word}</Cell>
          <Cell className="w-16 justify-end text-n11">{step.finishedAt ? count(items(step)) : ''}</Cell>
          <Cell className="w-16 justify-end text-n11">{step.attempts > 1 ? step.attempts : ''}</Cell>
          <Cell className="w-28 justify-end pr-4 text-n11"><Elapsed from={step.startedAt} to={step.finishedAt} over={over} /></Cell>
        </>
      )} />
  );
}
