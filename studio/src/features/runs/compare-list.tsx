import { useState } from 'react';
import { duration, plural } from '@/lib/format';
import { StatusIcon, statusLook } from '@/ui/status';
import { Cell, VirtualList } from '@/ui/virtual-list';
import { tookOf, type Pair } from './compare';
import type { Step } from '@/api/model';

const words = { missing: 'only in one', status: 'status', output: 'output', duration: 'duration' };

/** Steps of both runs in one list; what differs is said. */
export function CompareList({ pairs, differing, chosen, onChoose }: { pairs: Pair[]; differing: Pair[]; chosen: Pair | undefined; onChoose: (pair: Pair) => void }) {
  const [only, setOnly] = useState(false);
  return (
    <div className="flex h-full flex-col">
      <div className="flex h-9 shrink-0 items-center gap-3 border-b px-4">
        <span>{differing.length === 0 ? 'The two runs did the same.' : `${plural(differing.length, 'step')} of ${pairs.length} ${differing.length === 1 ? 'differs' : 'differ'}`}</span>
        <label className="ml-auto flex items-center gap-2 text-n11"><input type="checkbox" checked={only} onChange={event => setOnly(event.target.checked)} className="accent-accent" />Only what differs</label>
      </div>
      <div className="min-h-0 flex-1">
        <VirtualList items={only ? differing : pairs} keyOf={pair => pair.key} rowHeight={28} label="Steps of both runs" onOpen={onChoose} rowClass={pair => (pair.key === chosen?.key ? 'bg-accent-soft' : undefined)}
          head={<div role="row" className="flex h-7 items-center border-b text-meta text-n10">{[['Step', 'flex-1 pl-4'], ['A', 'w-40'], ['B', 'w-40'], ['Differs in', 'w-44']].map(([name, width]) => <div key={name} role="columnheader" className={`px-2 ${width}`}>{name}</div>)}</div>}
          row={pair => (
            <>
              <Cell className="flex-1 pl-4"><button type="button" tabIndex={-1} onClick={() => onChoose(pair)} className="h-7 min-w-0 flex-1 truncate text-left" dir="auto">{pair.node}{pair.number > 0 && <span className="text-meta text-n10"> ({pair.number + 1})</span>}</button></Cell>
              <Cell className="w-40"><One step={pair.a} /></Cell>
              <Cell className="w-40"><One step={pair.b} /></Cell>
              <Cell className="w-44 text-decision">{pair.differs.map(one => words[one]).join(', ')}</Cell>
            </>
          )} />
      </div>
    </div>
  );
}

function One({ step }: { step: Step | undefined }) {
  if (!step) return <span className="text-n10">–</span>;
  const took = tookOf(step);
  return <><StatusIcon status={step.status} /><span className="truncate text-n11"><span className="max-xl:sr-only">{statusLook(step.status).word} </span>{took !== undefined && duration(took)}</span></>;
}
