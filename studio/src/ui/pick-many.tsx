import { ChevronDown } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';
import { Button } from './button';

type PickManyProps = { label: string; options: { value: string; label: string; icon?: ReactNode }[]; value: string[]; onChange: (value: string[]) => void };

/** A filter of which several can hold; none means all. */
export function PickMany({ label, options, value, onChange }: PickManyProps) {
  const chosen = options.filter(option => value.includes(option.value));
  const words = chosen.length === 0 ? 'all' : chosen.length <= 2 ? chosen.map(option => option.label.toLowerCase()).join(', ') : `${chosen.length} chosen`;
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild><Button className={cn(chosen.length > 0 && 'border-accent')}><span className="text-n10">{label}</span>{words}<ChevronDown /></Button></DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align="start" sideOffset={4} className="appear z-50 min-w-44 rounded-card border border-n6 bg-n2 p-1 shadow-float">
          {options.map(option => (
            <DropdownMenu.CheckboxItem key={option.value} checked={value.includes(option.value)} onSelect={event => event.preventDefault()}
              onCheckedChange={on => onChange(on ? [...value, option.value] : value.filter(one => one !== option.value))}
              className="flex h-8 cursor-default items-center gap-2 rounded px-2 outline-none select-none data-highlighted:bg-n4">
              <span aria-hidden className={cn('flex size-4 items-center justify-center rounded-sm border text-[11px]', value.includes(option.value) ? 'border-accent bg-accent text-on-accent' : 'border-n8')}>{value.includes(option.value) && '✓'}</span>
              {option.icon}{option.label}
            </DropdownMenu.CheckboxItem>
          ))}
          {chosen.length > 0 && <>
            <DropdownMenu.Separator className="my-1 h-px bg-n5" />
            <DropdownMenu.Item onSelect={() => onChange([])} className="flex h-8 cursor-default items-center rounded px-2 text-n11 outline-none data-highlighted:bg-n4">Show all</DropdownMenu.Item>
          </>}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
