import { ChevronLeft, ChevronRight } from 'lucide-react';
import { count, duration, plural } from '@/lib/format';
import { statusLook } from '@/ui/status';
import { cn } from '@/lib/cn';
import { useCanvas } from './actions';
import type { NodeOverlay } from './types';

/** Below a card while there is a run: state, duration, items, attempts, and which firing is shown. */
export function RunLine({ id, overlay }: { id: string; overlay: NodeOverlay }) {
  const { status, items, milliseconds, attempts, firings = 1, shown = 0, progress, message } = overlay;
  const { word, colour } = statusLook(status);
  const { pickFiring } = useCanvas();
  return (
    <div className="run-line">
      {progress !== undefined && status === 'running' && <span className="run-progress" role="progressbar" aria-valuenow={Math.round(progress * 100)}><span style={{ width: `${progress * 100}%` }} /></span>}
      <span className={cn('font-medium', colour)} title={message}>{word}</span>
      {milliseconds !== undefined && <span>{duration(milliseconds)}</span>}
      {items !== undefined && items > 0 && <span>{plural(items, 'item')}</span>}
      {attempts !== undefined && <span>{plural(attempts, 'try', 'tries')}</span>}
      {firings > 1 && (
        <span className="run-firing nodrag">
          {pickFiring && <button type="button" aria-label="Earlier firing" disabled={shown === 0} onClick={() => pickFiring(id, shown - 1)}><ChevronLeft /></button>}
          {count(shown + 1)}/{count(firings)}
          {pickFiring && <button type="button" aria-label="Later firing" disabled={shown >= firings - 1} onClick={() => pickFiring(id, shown + 1)}><ChevronRight /></button>}
        </span>
      )}
    </div>
  );
}
