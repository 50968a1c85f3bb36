import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';
import { Keys } from './keys';

export type MenuEntry = { label: string; icon?: ReactNode; keys?: string; danger?: boolean; disabled?: boolean; perform: () => void } | 'line';

/** A menu that hangs on whatever is given as its trigger. */
export function Menu({ trigger, entries, align = 'end' }: { trigger: ReactNode; entries: MenuEntry[]; align?: 'start' | 'end' }) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align={align} sideOffset={4} className="appear z-50 min-w-44 rounded-card border border-n6 bg-n2 p-1 shadow-float">
          {entries.map((entry, at) => entry === 'line'
            ? <DropdownMenu.Separator key={at} className="my-1 h-px bg-n5" />
            : (
              <DropdownMenu.Item key={entry.label} disabled={entry.disabled ?? false} onSelect={entry.perform}
                className={cn('flex h-8 cursor-default items-center gap-2 rounded px-2 outline-none select-none data-disabled:opacity-50 data-highlighted:bg-n4 [&_svg]:size-4 [&_svg]:stroke-[1.5] [&_svg]:text-n10', entry.danger && 'text-failed [&_svg]:text-failed')}>
                {entry.icon}<span className="flex-1">{entry.label}</span>{entry.keys && <Keys keys={entry.keys} />}
              </DropdownMenu.Item>
            ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
