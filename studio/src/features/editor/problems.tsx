import { CircleX, TriangleAlert } from 'lucide-react';
import type { Fault } from '@/api/model';
import { plural } from '@/lib/format';
import { Button } from '@/ui/button';

/** Everything that is wrong with the draft; a click leads there. */
export function Problems({ faults, onGo, onClose }: { faults: Fault[]; onGo: (fault: Fault) => void; onClose: () => void }) {
  const errors = faults.filter(fault => fault.severity === 'error').length;
  return (
    <section aria-label="Problems" className="flex max-h-64 flex-col border-t bg-n2">
      <header className="flex h-9 shrink-0 items-center gap-2 px-3">
        <h2 className="font-medium">Problems</h2>
        <span className="text-meta text-n10">{faults.length === 0 ? 'None' : `${plural(errors, 'error')}, ${plural(faults.length - errors, 'warning')}`}</span>
        <Button size="small" look="quiet" className="ml-auto" onClick={onClose}>Close</Button>
      </header>
      {faults.length === 0 ? <p className="px-3 pb-3 text-n10">Nothing keeps this workflow from being published.</p> : (
        <ul className="min-h-0 overflow-auto pb-2">
          {[...faults].sort((a, b) => a.severity.localeCompare(b.severity)).map((fault, at) => (
            <li key={at}>
              <button type="button" onClick={() => onGo(fault)} className="flex w-full items-start gap-2 px-3 py-1 text-left hover:bg-n4 [&_svg]:mt-0.5 [&_svg]:size-4 [&_svg]:shrink-0">
                {fault.severity === 'error' ? <CircleX className="text-failed" aria-label="Error" /> : <TriangleAlert className="text-decision" aria-label="Warning" />}
                <span className="min-w-0 flex-1"><span dir="auto">{fault.message}</span></span>
                <span className="max-w-60 truncate text-meta text-n10">{[fault.nodeName, fault.field].filter(Boolean).join(' · ')}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
