import { useState } from 'react';
import type { Workflow } from '@/api/model';
import { GraphView } from '@/canvas/graph-view';
import type { Mark } from '@/canvas/types';
import { diff } from '@/document/diff';
import { useEditing } from '@/document/hooks';
import { selectDoc } from '@/document/slice';
import { edgeKey } from '@/document/model';
import { instant, plural } from '@/lib/format';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';

/** Two people changed the same draft: nobody's work is lost unless somebody says so. */
export function ConflictBar({ theirs, onMine, onTheirs }: { theirs: Workflow; onMine: () => void; onTheirs: () => void }) {
  const [comparing, compare] = useState(false);
  return (
    <div role="alert" className="appear flex flex-wrap items-center gap-2 border-b border-decision/40 bg-decision-soft px-3 py-1.5">
      <span className="mr-auto">Somebody else{theirs.updatedBy ? ` (${theirs.updatedBy})` : ''} has saved this workflow at {instant(theirs.updatedAt)}. Your changes are kept here, and not saved.</span>
      <Button size="small" onClick={() => compare(true)}>Compare</Button>
      <Button size="small" onClick={onTheirs}>Take theirs</Button>
      <Button size="small" look="primary" onClick={onMine}>Keep mine</Button>
      {comparing && <Compare theirs={theirs} onClose={() => compare(false)} />}
    </div>
  );
}

function Compare({ theirs, onClose }: { theirs: Workflow; onClose: () => void }) {
  const mine = useEditing(selectDoc);
  const other = { definition: { ...theirs.definition, nodes: theirs.definition.nodes ?? [], edges: theirs.definition.edges ?? [] }, layout: theirs.layout ?? {} };
  const found = diff(other.definition, mine.definition);
  const marks = (kinds: string[]) => Object.fromEntries(found.nodes.filter(node => kinds.includes(node.kind)).map(node => [node.id, node.kind as Mark]));
  const edges = (kind: 'added' | 'removed') => Object.fromEntries(found.edges.filter(one => one.kind === kind).map(one => [edgeKey(one.edge), kind]));
  return (
    <Dialog open onClose={onClose} title="Theirs and mine" description={`${plural(found.nodes.length, 'node')} and ${plural(found.edges.length, 'wire')} differ.`} className="h-[80vh] w-[min(1280px,96vw)]">
      <div className="grid h-full min-h-96 grid-cols-2 gap-3">
        <figure className="flex flex-col overflow-hidden rounded border"><figcaption className="border-b px-2 py-1 text-meta text-n10">Theirs, saved</figcaption><div className="flex-1"><GraphView doc={other} marks={marks(['removed', 'changed'])} edgeMarks={edges('removed')} /></div></figure>
        <figure className="flex flex-col overflow-hidden rounded border"><figcaption className="border-b px-2 py-1 text-meta text-n10">Mine, not saved</figcaption><div className="flex-1"><GraphView doc={mine} marks={marks(['added', 'changed'])} edgeMarks={edges('added')} /></div></figure>
      </div>
    </Dialog>
  );
}
