import { Plus, X } from 'lucide-react';
import { below, type Json } from '@/lib/json';
import { Button } from '../button';
import type { ControlProps } from './form-context';
import { newEntry } from './schema';
import { SchemaField } from './schema-field';

/** A list of texts, numbers or choices. */
export function ListControl({ schema, value, path, onChange, verbatim, label, id }: ControlProps) {
  const shown = value ?? schema.default;
  const entries: Json[] = Array.isArray(shown) ? shown : [];
  const item = schema.items ?? {};
  const set = (next: Json[], typed = false, at = path) => onChange(next.length === 0 && schema.default === undefined ? undefined : next, { path: at, typed });
  return (
    <div className="flex flex-col gap-1.5">
      {entries.map((entry, at) => (
        <div key={at} className="flex items-start gap-1">
          <div className="min-w-0 flex-1">
            <SchemaField bare name={String(at)} label={`${label}, entry ${at + 1}`} schema={item} path={below(path, at)} value={entry} required verbatim={verbatim}
              onChange={(next, change) => set(entries.map((old, index) => (index === at ? (next ?? '') : old)), change.typed, change.path)} />
          </div>
          <Button look="quiet" size="icon" className="mt-0.5" title={`Remove entry ${at + 1}`} onClick={() => set(entries.filter((_, index) => index !== at))}><X /></Button>
        </div>
      ))}
      <Button id={id} size="small" look="quiet" className="self-start" onClick={() => set([...entries, newEntry(item)])}><Plus />Add</Button>
    </div>
  );
}
