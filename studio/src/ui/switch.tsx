import { Switch as Radix } from 'radix-ui';

type SwitchProps = { checked: boolean; onChange: (next: boolean) => void; label?: string | undefined; disabled?: boolean; id?: string | undefined; describedBy?: string | undefined };

/** On or off, at once. Without a label of its own it needs one that points to its id. */
export const Switch = ({ checked, onChange, label, disabled = false, id, describedBy }: SwitchProps) => (
  <Radix.Root id={id} checked={checked} onCheckedChange={onChange} disabled={disabled} aria-label={label} aria-describedby={describedBy} title={label}
    className="h-4.5 w-8 shrink-0 rounded-full border border-n8 bg-n5 p-px transition-colors data-disabled:opacity-45 data-[state=checked]:border-accent data-[state=checked]:bg-accent">
    <Radix.Thumb className="block size-3.5 rounded-full bg-n1 shadow-sm transition-transform duration-75 data-[state=checked]:translate-x-3.5" />
  </Radix.Root>
);
