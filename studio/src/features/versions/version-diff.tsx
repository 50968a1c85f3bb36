import { useMemo, useState } from 'react';
import { GraphView } from '@/canvas/graph-view';
import { diff, type Diff, type NodeChange } from '@/document/diff';
import { inputOf, outputOf, type Doc } from '@/document/model';
import { cn } from '@/lib/cn';
import { plural } from '@/lib/format';
import { ChangeList } from '@/ui/change-list';
import { Split } from '@/ui/split';
import { marksOf } from './marks';

type Named = { name: string; doc: Doc };
const kinds = { added: { sign: '+', word: 'Added', colour: 'text-succeeded' }, removed: { sign: '−', word: 'Removed', colour: 'text-failed' }, changed: { sign: '~', word: 'Changed', colour: 'text-decision' } } as const;

/** Two versions beside each other, what differs marked in both, and told in words below. */
export function VersionDiff({ before, after }: { before: Named; after: Named }) {
  const [chosen, choose] = useState<string>();
  const found = useMemo(() => diff(before.doc.definition, after.doc.definition), [before, after]);
  const marks = useMemo(() => marksOf(found), [found]);
  const picture = (side: Named, marked: (typeof marks)['before']) => (
    <section aria-label={side.name} className="flex min-w-0 flex-1 flex-col">
      <h3 className="border-b px-3 py-1 text-meta font-medium text-n11">{side.name}</h3>
      <div className="min-h-0 flex-1"><GraphView key={side.name} doc={side.doc} marks={marked.marks} edgeMarks={marked.edgeMarks} chosen={side.doc.definition.nodes.some(node => node.id === chosen) ? chosen : undefined} onChoose={choose} /></div>
    </section>
  );
  return (
    <Split name="versions.changes" label="Height of the changes" direction="column" size={300} least={120}
      first={<div className="flex h-full divide-x">{picture(before, marks.before)}{picture(after, marks.after)}</div>}
      second={<Changes found={found} before={before.doc} after={after.doc} chosen={chosen} onChoose={choose} />} />
  );
}

function Changes({ found, before, after, chosen, onChoose }: { found: Diff; before: Doc; after: Doc; chosen: string | undefined; onChoose: (id: string) => void }) {
  const total = found.nodes.length + found.edges.length + found.settings.length;
  const node = found.nodes.find(one => one.id === chosen);
  const nameOf = (id: string) => [...after.definition.nodes, ...before.definition.nodes].find(one => one.id === id)?.name ?? id;
  if (total === 0) return <p className="p-4 text-n10">The two do the same. Places and notes are not compared.</p>;
  return (
    <div className="flex h-full">
      <div className="w-80 shrink-0 overflow-auto border-r">
        <h3 className="px-4 py-2 text-meta font-medium text-n11">{plural(total, 'change')}</h3>
        <ul>
          {found.nodes.map(one => <li key={one.id}><button type="button" aria-pressed={one.id === chosen} onClick={() => onChoose(one.id)} className={cn('flex h-8 w-full items-center gap-2 px-4 text-left hover:bg-n3 focus-visible:-outline-offset-2', one.id === chosen && 'bg-accent-soft')}><Kind kind={one.kind} /><span className="truncate" dir="auto">{one.name}</span>{one.changes.length > 0 && <span className="ml-auto text-meta text-n10">{one.changes.length}</span>}</button></li>)}
          {found.edges.map(({ edge, kind }, at) => <li key={at} className="flex min-h-8 items-center gap-2 px-4 text-n11"><Kind kind={kind} /><span className="truncate" dir="auto">{nameOf(edge.from)}{outputOf(edge) !== 'main' && ` (${outputOf(edge)})`} → {nameOf(edge.to)}{inputOf(edge) !== 'main' && ` (${inputOf(edge)})`}</span></li>)}
        </ul>
        {found.settings.length > 0 && <><h3 className="px-4 pt-3 text-meta font-medium text-n11">Settings</h3><ChangeList changes={found.settings} /></>}
      </div>
      <div className="min-w-0 flex-1 overflow-auto">{node ? <NodeDifference node={node} /> : <p className="p-4 text-n10">Choose a step to see what changed in it.</p>}</div>
    </div>
  );
}

const Kind = ({ kind }: { kind: keyof typeof kinds }) => <span title={kinds[kind].word} className={cn('flex w-4 shrink-0 justify-center font-mono font-semibold', kinds[kind].colour)}><span aria-hidden>{kinds[kind].sign}</span><span className="sr-only">{kinds[kind].word}</span></span>;

function NodeDifference({ node }: { node: NodeChange }) {
  if (node.kind !== 'changed') return <p className="p-4 text-n11">“{node.name}” was {node.kind === 'added' ? 'added' : 'removed'}.</p>;
  return <><h3 className="border-b px-3 py-2 font-medium" dir="auto">{node.name}</h3><ChangeList changes={node.changes} /></>;
}
