import { Input } from '../field';
import { cronWords } from './cron';
import type { ControlProps } from './form-context';

/** A cron expression, and what it says in words. */
export function CronControl({ schema, value, path, onChange, id, describedBy, invalid, required }: ControlProps) {
  const text = typeof value === 'string' ? value : '';
  const words = cronWords(text);
  return (
    <>
      <Input id={id} aria-describedby={describedBy} aria-invalid={invalid || undefined} className="font-mono" value={text} placeholder={schema['x-placeholder'] ?? '0 9 * * MON-FRI'}
        onChange={event => onChange(event.target.value === '' && !required ? undefined : event.target.value, { path, typed: true })} />
      {text !== '' && <p role="status" className={words ? 'text-meta font-medium text-n12' : 'text-meta text-decision'}>{words ?? 'Not five or six fields yet: minute, hour, day, month, day of the week.'}</p>}
    </>
  );
}
