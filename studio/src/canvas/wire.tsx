import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { Plus, RotateCcw, Trash2 } from 'lucide-react';
import { memo, useRef, useState } from 'react';
import { cn } from '@/lib/cn';
import { plural } from '@/lib/format';
import { useCanvas } from './actions';
import { backPath, forwardPath, plugPath } from './wire-path';
import type { WireEdge } from './to-flow';

/** A wire: where items go, how many went, and while it is pointed at what can be done with it. */
export const Wire = memo(function Wire({ data, selected, sourceX, sourceY, targetX, targetY }: EdgeProps<WireEdge>) {
  const { addOnEdge, removeEdge } = useCanvas();
  const [hovered, setHovered] = useState(false);
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined);
  const ends = { sourceX, sourceY, targetX, targetY };
  const [path, x, y] = data?.attachment ? plugPath(ends) : data?.back ? backPath(ends) : forwardPath(ends);
  const { overlay, mark, attachment, back, dim, edge } = data ?? {};
  const enter = () => { clearTimeout(leaving.current); setHovered(true); };
  // The tools lie a little off the wire: they wait until the pointer is there.
  const leave = () => { leaving.current = setTimeout(() => setHovered(false), 200); };
  const tools = removeEdge && edge && (hovered || selected);
  const items = overlay && overlay.items > 0 && !attachment;
  return (
    <g onMouseEnter={enter} onMouseLeave={leave} className={cn('wire', attachment && 'is-plug', back && 'is-back', overlay?.active && 'is-active', overlay?.dead && 'is-dead', items && 'is-used', (hovered || selected) && 'is-chosen', dim && 'is-dim', mark && `is-${mark}`)}>
      <BaseEdge path={path} interactionWidth={20} />
      {(tools || items || back) && (
        <EdgeLabelRenderer>
          <div className={cn('wire-label nodrag nopan', overlay?.dead && 'is-dead')} style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }} onMouseEnter={enter} onMouseLeave={leave}>
            {tools ? (
              <span className="wire-tools">
                {addOnEdge && !attachment && <button type="button" title="Put a node in between" aria-label="Put a node in between" onClick={event => addOnEdge(edge, { x: event.clientX, y: event.clientY })}><Plus /></button>}
                <button type="button" title="Delete this wire" aria-label="Delete this wire" onClick={() => removeEdge(edge)}><Trash2 /></button>
              </span>
            ) : <span className="wire-count">{back && <RotateCcw aria-label="Leads back" />}{items && plural(overlay.items, 'item')}</span>}
          </div>
        </EdgeLabelRenderer>
      )}
    </g>
  );
});
