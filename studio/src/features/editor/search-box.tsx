import { useReactFlow } from '@xyflow/react';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useEditDispatch, useEditing } from '@/document/hooks';
import { chose, selectDoc } from '@/document/slice';
import { Button } from '@/ui/button';
import { found } from './flow/found';
import { useUi } from './ui-state';

/** Ctrl+F: names, types, notes and parameters; the rest of the canvas steps back. Enter goes from hit to hit. */
export function SearchBox() {
  const { search, look } = useUi();
  const doc = useEditing(selectDoc);
  const dispatch = useEditDispatch();
  const { fitView } = useReactFlow();
  const [at, go] = useState(-1);
  if (search === undefined) return null;
  const hits = search ? [...found(doc, search)] : [];
  const step = (by: number) => {
    if (hits.length === 0) return;
    const next = (at + by + hits.length) % hits.length;
    go(next);
    dispatch(chose([hits[next] as string]));
    void fitView({ nodes: [{ id: hits[next] as string }], maxZoom: 1, padding: 0.6, duration: 150 });
  };
  return (
    <div role="search" className="appear absolute top-3 right-3 z-10 flex items-center gap-2 rounded-card border border-n6 bg-n2 p-1 pl-3 shadow-float">
      <input autoFocus aria-label="Search in this workflow" placeholder="Search in names and parameters" value={search} onChange={event => { look(event.target.value); go(-1); }} className="h-7 w-60 bg-transparent outline-none"
        onKeyDown={event => {
          if (event.key === 'Escape') look(undefined);
          if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
        }} />
      <span className="text-meta text-n10" aria-live="polite">{search && (at >= 0 ? `${at + 1} of ${hits.length}` : hits.length)}</span>
      <Button size="icon" look="quiet" title="Close the search" onClick={() => look(undefined)}><X /></Button>
    </div>
  );
}
