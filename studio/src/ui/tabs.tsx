import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';

export type Tab = { id: string; label: ReactNode; content: ReactNode };

export function Tabs({ tabs, value, onChange, className, label }: { tabs: Tab[]; value: string; onChange: (id: string) => void; className?: string; label: string }) {
  return (
    <Radix.Root value={value} onValueChange={onChange} className={cn('flex min-h-0 flex-col', className)}>
      <Radix.List aria-label={label} className="flex shrink-0 gap-1 border-b px-3">
        {tabs.map(tab => (
          <Radix.Trigger key={tab.id} value={tab.id} className="-mb-px h-8 border-b-2 border-transparent px-2 text-n10 hover:text-n12 data-[state=active]:border-accent data-[state=active]:text-n12">{tab.label}</Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map(tab => <Radix.Content key={tab.id} value={tab.id} tabIndex={-1} className="min-h-0 flex-1 overflow-auto">{tab.content}</Radix.Content>)}
    </Radix.Root>
  );
}
