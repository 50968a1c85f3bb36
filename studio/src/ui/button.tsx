import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from '@/lib/cn';

type Look = 'primary' | 'plain' | 'quiet' | 'danger';

const looks: Record<Look, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong border-transparent font-medium',
  plain: 'bg-n2 border-n6 text-n12 hover:bg-n4',
  quiet: 'border-transparent text-n11 hover:bg-n4 hover:text-n12',
  danger: 'bg-n2 border-n6 text-failed hover:bg-failed-soft',
};

type ButtonProps = ComponentProps<'button'> & { look?: Look; size?: 'normal' | 'small' | 'icon'; asChild?: boolean };

/** What does something. An icon alone needs a `title`, which is also what it is called. */
export function Button({ look = 'plain', size = 'normal', asChild = false, className, title, ...props }: ButtonProps) {
  const Part = asChild ? Slot.Root : 'button';
  return (
    <Part
      type={asChild ? undefined : 'button'}
      title={title}
      aria-label={size === 'icon' ? title : undefined}
      className={cn(
        'inline-flex shrink-0 items-center justify-center gap-1.5 rounded border whitespace-nowrap transition-colors duration-75 select-none disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:stroke-[1.5]',
        size === 'normal' && 'h-8 px-3', size === 'small' && 'h-7 px-2 text-meta', size === 'icon' && 'size-7', looks[look], className,
      )}
      {...props}
    />
  );
}
