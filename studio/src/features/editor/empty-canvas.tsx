import { Plus } from 'lucide-react';
import { Button } from '@/ui/button';
import { Keys } from '@/ui/keys';

/** A workflow without nodes: how the first one is made. */
export function EmptyCanvas({ onAdd }: { onAdd: () => void }) {
  return (
    <div className="pointer-events-none absolute inset-0 flex items-center justify-center">
      <div className="pointer-events-auto flex flex-col items-center gap-3 rounded-card border border-dashed border-n7 bg-n2 px-8 py-6 text-center">
        <h2 className="text-section font-semibold">What starts this workflow?</h2>
        <p className="max-w-xs text-n10">A trigger comes first: a click, a call from outside, or a time of day. What it hands on flows from node to node.</p>
        <Button look="primary" onClick={onAdd}><Plus />Add the first node</Button>
        <p className="flex items-center gap-1.5 text-meta text-n10">or press <Keys keys="n" />, double-click, or paste a workflow, one of n8n too</p>
      </div>
    </div>
  );
}
