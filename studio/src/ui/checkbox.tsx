import type { ComponentProps } from 'react';
import { cn } from '@/lib/cn';

/** A box to tick; `mixed` when only some of what it stands for is ticked. */
export const Checkbox = ({ label, mixed = false, className, ...props }: Omit<ComponentProps<'input'>, 'type'> & { label: string; mixed?: boolean }) => (
  <input type="checkbox" aria-label={label} title={label} ref={box => { if (box) box.indeterminate = mixed; }} className={cn('size-4 shrink-0 cursor-pointer accent-accent', className)} {...props} />
);
