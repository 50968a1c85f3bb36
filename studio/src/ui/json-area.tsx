import { CodeEditor } from './code-editor';

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
export function JsonArea({ value, onChange, label, placeholder, className }: { value: string; onChange: (text: string) => void; label: string; placeholder?: string; className?: string }) {
  const { fault } = readJson(value);
  return (
    <div>
      <CodeEditor language="json" label={label} value={value} placeholder={placeholder} invalid={fault !== undefined} onChange={onChange} className={className} />
      {fault && <p className="mt-1 text-meta text-failed">{fault}</p>}
    </div>
  );
}
