import { useEffect, useRef } from 'react';

/** A name being written in its own place: Enter keeps it, Escape leaves it as it was. */
export function NameField({ name, onDone, className }: { name: string; onDone: (name: string | undefined) => void; className?: string }) {
  const field = useRef<HTMLInputElement>(null);
  const done = useRef(false);
  const finish = (value: string | undefined) => {
    if (done.current) return;
    done.current = true;
    onDone(value);
  };
  useEffect(() => {
    // The key that began it is still on its way.
    const timer = setTimeout(() => { field.current?.focus(); field.current?.select(); });
    return () => clearTimeout(timer);
  }, []);
  return (
    <input ref={field} defaultValue={name} maxLength={200} aria-label="Name" dir="auto" className={className ?? 'nodrag card-name-field'}
      onBlur={event => finish(event.currentTarget.value)}
      onKeyDown={event => {
        event.stopPropagation();
        if (event.key === 'Enter') finish(event.currentTarget.value);
        if (event.key === 'Escape') finish(undefined);
      }} />
  );
}
