import { Copy } from 'lucide-react';
import { useMemo, useState } from 'react';
import { bytes } from '@/lib/format';
import { Button } from './button';

const SHOWN = 50_000;

/** A value as JSON. Of a very long one the beginning, so that the page stays quick; all of it can be copied. */
export function JsonView({ value, label }: { value: unknown; label: string }) {
  const [all, setAll] = useState(false);
  const text = useMemo(() => (typeof value === 'string' ? value : JSON.stringify(value, null, 2)) ?? 'undefined', [value]);
  const long = text.length > SHOWN;
  return (
    <div className="relative">
      <Button look="quiet" size="icon" title={`Copy ${label}`} className="absolute top-1 right-1" onClick={() => void navigator.clipboard.writeText(text)}><Copy /></Button>
      <pre aria-label={label} tabIndex={0} className="overflow-auto p-3 pr-10 break-words whitespace-pre-wrap">{long && !all ? text.slice(0, SHOWN) : text}</pre>
      {long && !all && <Button size="small" className="m-3" onClick={() => setAll(true)}>Show all {bytes(text.length)}</Button>}
    </div>
  );
}
