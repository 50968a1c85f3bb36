import { TextArea } from './field';

/** What a text says as JSON; an empty text says nothing. */
export function readJson(text: string): { value: unknown; fault?: undefined } | { value?: undefined; fault: string } {
  if (text.trim() === '') return { value: undefined };
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { fault: `This is not JSON: ${error instanceof Error ? error.message : 'it cannot be read'}` };
  }
}

/** JSON to write by hand; the fault is told below while it is none. */
export function JsonArea({ value, onChange, label, rows = 8, placeholder }: { value: string; onChange: (text: string) => void; label: string; rows?: number; placeholder?: string }) {
  const { fault } = readJson(value);
  return (
    <div>
      <TextArea aria-label={label} rows={rows} value={value} placeholder={placeholder} aria-invalid={fault ? true : undefined} onChange={event => onChange(event.target.value)} className="font-mono text-[12.5px]" />
      {fault && <p className="text-meta text-failed">{fault}</p>}
    </div>
  );
}
