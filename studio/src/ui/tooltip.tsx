import { Tooltip as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

export const TooltipProvider = ({ children }: { children: ReactNode }) => <Radix.Provider delayDuration={400} skipDelayDuration={200}>{children}</Radix.Provider>;

export function Tooltip({ text, children, side = 'bottom' }: { text: ReactNode; children: ReactNode; side?: 'top' | 'bottom' | 'left' | 'right' }) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content side={side} sideOffset={6} collisionPadding={8} className="appear z-50 max-w-80 rounded border border-n6 bg-n3 px-2 py-1 text-meta text-n12 shadow-float">{text}</Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
