import { Ellipsis, Play, Power, Trash2 } from 'lucide-react';
import { useCanvas } from './actions';

/** What is done most often to a node, above it while the pointer is there. */
export function NodeTools({ id, disabled }: { id: string; disabled: boolean }) {
  const { runNode, toggleDisabled, remove, openMenu } = useCanvas();
  return (
    <div className="card-tools nodrag appear">
      <button type="button" title="Run this node" aria-label="Run this node" onClick={() => runNode?.(id)}><Play /></button>
      <button type="button" title={disabled ? 'Enable (D)' : 'Disable (D)'} aria-label={disabled ? 'Enable' : 'Disable'} onClick={() => toggleDisabled?.(id)}><Power /></button>
      <button type="button" title="Delete (Del)" aria-label="Delete" onClick={() => remove?.(id)}><Trash2 /></button>
      <button type="button" title="More" aria-label="More" onClick={event => openMenu?.(id, { x: event.clientX, y: event.clientY })}><Ellipsis /></button>
    </div>
  );
}
