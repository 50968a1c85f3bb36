import { Switch as Radix } from 'radix-ui';

type SwitchProps = { id?: string | undefined; checked: boolean; onChange: (next: boolean) => void; label?: string | undefined; describedBy?: string | undefined };

/** On or off, at once. */
export const Switch = ({ id, checked, onChange, label, describedBy }: SwitchProps) => (
  <Radix.Root id={id} aria-label={label} aria-describedby={describedBy} checked={checked} onCheckedChange={onChange}
    className="relative h-5 w-9 shrink-0 rounded-full border border-n8 bg-n4 transition-colors data-[state=checked]:border-accent data-[state=checked]:bg-accent">
    <Radix.Thumb className="block size-3.5 translate-x-0.5 rounded-full bg-n9 transition-transform data-[state=checked]:translate-x-4.5 data-[state=checked]:bg-on-accent" />
  </Radix.Root>
);
