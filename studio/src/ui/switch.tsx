import { Switch as Radix } from 'radix-ui';

/** On or off, at once. */
export const Switch = ({ on, onChange, label, disabled = false }: { on: boolean; onChange: (on: boolean) => void; label: string; disabled?: boolean }) => (
  <Radix.Root checked={on} onCheckedChange={onChange} disabled={disabled} aria-label={label} title={label}
    className="h-4.5 w-8 shrink-0 rounded-full border border-n8 bg-n5 p-px transition-colors data-disabled:opacity-45 data-[state=checked]:border-accent data-[state=checked]:bg-accent">
    <Radix.Thumb className="block size-3.5 rounded-full bg-n1 shadow-sm transition-transform duration-75 data-[state=checked]:translate-x-3.5" />
  </Radix.Root>
);
