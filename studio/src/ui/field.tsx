import { useId, type ComponentProps, type ReactNode } from 'react';
import { cn } from '@/lib/cn';

const box = 'w-full rounded border border-n6 bg-n1 px-2.5 text-n12 transition-colors hover:border-n7 focus:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 disabled:opacity-60 aria-invalid:border-failed';

export const Input = ({ className, ...props }: ComponentProps<'input'>) => <input autoComplete="off" spellCheck={false} className={cn(box, 'h-8', className)} {...props} />;

export const TextArea = ({ className, ...props }: ComponentProps<'textarea'>) => <textarea spellCheck={false} className={cn(box, 'min-h-16 resize-y py-1.5', className)} {...props} />;

export const Select = ({ className, children, ...props }: ComponentProps<'select'>) => (
  <select className={cn(box, 'h-8 pr-7', className)} {...props}>{children}</select>
);

type FieldProps = { label: string; hint?: ReactNode; error?: string | undefined; required?: boolean; actions?: ReactNode; className?: string; children: (ids: { id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean | undefined }) => ReactNode };

/** A label, a control, and what there is to say about it. */
export function Field({ label, hint, error, required, actions, className, children }: FieldProps) {
  const id = useId();
  const said = error ?? hint;
  return (
    <div className={cn('flex flex-col gap-1', className)}>
      <div className="flex min-h-5 items-center gap-2">
        <label htmlFor={id} className="text-meta font-medium text-n11">{label}{required && <span className="text-failed" aria-hidden> *</span>}</label>
        {actions && <div className="ml-auto flex items-center gap-1">{actions}</div>}
      </div>
      {children({ id, 'aria-describedby': said ? `${id}-said` : undefined, 'aria-invalid': error ? true : undefined })}
      {said && <p id={`${id}-said`} className={cn('text-meta', error ? 'text-failed' : 'text-n10')}>{said}</p>}
    </div>
  );
}
