import { Check, CloudOff, LoaderCircle, TriangleAlert } from 'lucide-react';
import { cn } from '@/lib/cn';
import type { SaveState } from './autosave';

/** Whether the server has what is on the canvas. */
export function SaveMark({ state, onRetry }: { state: SaveState; onRetry: () => void }) {
  const [word, Drawn, colour] = looks(state);
  return (
    <span role="status" className={cn('inline-flex items-center gap-1 text-meta whitespace-nowrap [&_svg]:size-3.5', colour)}>
      <Drawn className={state.kind === 'saving' ? 'animate-spin' : ''} />{word}
      {state.kind === 'offline' && <button type="button" className="underline" onClick={onRetry}>Try now</button>}
    </span>
  );
}

function looks(state: SaveState): [string, typeof Check, string] {
  switch (state.kind) {
    case 'saved': return ['Saved', Check, 'text-n10'];
    case 'dirty': return ['Unsaved changes', LoaderCircle, 'text-n10'];
    case 'saving': return ['Saving…', LoaderCircle, 'text-n10'];
    case 'offline': return [state.kept ? 'Not saved yet; kept in this browser, tries again' : 'Not saved yet; tries again', CloudOff, 'text-decision'];
    case 'conflict': return ['Not saved: changed elsewhere', TriangleAlert, 'text-decision'];
    case 'refused': return [`Not saved: ${state.problem.detail}`, TriangleAlert, 'text-failed'];
    default: return ['Deleted elsewhere', TriangleAlert, 'text-failed'];
  }
}
