import { Dialog as Radix } from 'radix-ui';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';
import { Button } from './button';

type DialogProps = { open: boolean; onClose: () => void; title: string; description?: string; children: ReactNode; footer?: ReactNode; className?: string };

/** A modal, for what cannot be undone or has to be finished first. */
export function Dialog({ open, onClose, title, description, children, footer, className }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={next => { if (!next) onClose(); }}>
      <Radix.Portal>
        <Radix.Overlay className="appear fixed inset-0 z-50 bg-black/40" />
        <Radix.Content {...(description ? {} : { 'aria-describedby': undefined })} className={cn('appear fixed top-1/2 left-1/2 z-50 flex max-h-[86vh] w-[min(520px,94vw)] -translate-1/2 flex-col rounded-card border border-n6 bg-n2 shadow-float', className)}>
          <header className="flex items-start gap-3 px-4 pt-4 pb-2">
            <div className="min-w-0">
              <Radix.Title className="text-section font-semibold">{title}</Radix.Title>
              {description && <Radix.Description className="text-n10">{description}</Radix.Description>}
            </div>
            <Radix.Close asChild><Button look="quiet" size="icon" title="Close" className="ml-auto"><X /></Button></Radix.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-auto px-4 py-2">{children}</div>
          {footer && <footer className="flex justify-end gap-2 px-4 pt-2 pb-4">{footer}</footer>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
