import { SquareFunction } from 'lucide-react';
import type { DragEventHandler, FocusEventHandler, ReactNode } from 'react';
import { cn } from '@/lib/cn';
import type { FieldFault } from './form-context';
import type { Schema } from './schema';

type FieldFrameProps = {
  id: string; label: string; schema: Schema; required: boolean; group: boolean; faults: FieldFault[]; isExpression: boolean; onToggle: (() => void) | undefined; actions?: ReactNode; className?: string; children: ReactNode;
  /** Only the control: the label is said, not shown. */
  bare: boolean;
  /** The hint is said, and seen on hover: the field is one of many alike. */
  quiet: boolean;
  onDrop: DragEventHandler; onDragOver: DragEventHandler; onFocus: FocusEventHandler;
};

/** Label, control, hint and faults of one field. */
export function FieldFrame({ id, label, schema, required, group, faults, isExpression, onToggle, actions, className, children, bare, quiet, ...events }: FieldFrameProps) {
  const said = faults.length > 0
    ? faults.map(fault => <span key={fault.message} className={cn('block break-words', fault.severity === 'error' ? 'text-failed' : 'text-decision')}>{fault.message}</span>)
    : bare ? null : schema.description;
  const text = said && <p id={`${id}-said`} className={cn('text-meta text-n10', quiet && faults.length === 0 && 'sr-only')}>{said}</p>;
  return (
    <div role={group ? 'group' : undefined} aria-labelledby={group ? `${id}-label` : undefined} className={cn('group/field flex min-w-0 flex-col gap-1', className)} {...events}>
      {!bare && (
        <div className="flex min-h-5 items-center gap-2" title={quiet ? schema.description : undefined}>
          {group
            ? <span id={`${id}-label`} className="text-meta font-medium text-n11">{label}{required && <Required />}</span>
            : <label htmlFor={id} className="text-meta font-medium text-n11">{label}{required && <Required />}</label>}
          <span className="ml-auto flex items-center gap-1">{actions}{onToggle && <ExpressionToggle label={label} on={isExpression} onToggle={onToggle} />}</span>
        </div>
      )}
      {group && text}
      {bare && onToggle ? <div className="flex items-start gap-1"><div className="min-w-0 flex-1">{children}</div><ExpressionToggle label={label} on={isExpression} onToggle={onToggle} className="mt-1" /></div> : children}
      {!group && text}
    </div>
  );
}

const Required = () => <span className="text-failed" aria-hidden> *</span>;

function ExpressionToggle({ label, on, onToggle, className }: { label: string; on: boolean; onToggle: () => void; className?: string }) {
  const title = on ? 'Use a fixed value' : 'Use an expression';
  return (
    <button type="button" aria-pressed={on} title={title} aria-label={`${title} for ${label}`} onClick={onToggle}
      className={cn('flex h-5 items-center rounded px-1 text-n9 hover:bg-n4 hover:text-n12', on ? 'bg-accent-soft text-accent' : 'opacity-60 group-focus-within/field:opacity-100 group-hover/field:opacity-100', className)}>
      <SquareFunction className="size-3.5 stroke-[1.75]" />
    </button>
  );
}
