import { TriangleAlert } from 'lucide-react';
import type { JsonObject } from '@/lib/json';
import { Button } from '../button';
import { useForm } from './form-context';
import { isShown, type Schema } from './schema';

const firstOf = (path: string) => /^[^.[]*/.exec(path)?.[0] ?? '';

/** What is wrong with fields that the form does not show: unknown ones, and hidden ones. */
export function FaultList({ schema, value, onRemove }: { schema: Schema; value: JsonObject; onRemove: (name: string) => void }) {
  const { faults } = useForm();
  const properties = schema.properties ?? {};
  const homeless = faults.filter(fault => {
    const field = properties[firstOf(fault.path)];
    return !field || !isShown(field, value, properties);
  });
  if (homeless.length === 0) return null;
  return (
    <ul className="mb-3 flex flex-col gap-2">
      {homeless.map(fault => {
        const name = firstOf(fault.path);
        return (
          <li key={`${fault.path} ${fault.message}`} className="flex items-start gap-2 rounded border border-failed/40 bg-failed-soft p-2 text-meta">
            <TriangleAlert className="mt-0.5 size-3.5 shrink-0 text-failed" />
            <span title={fault.message} className="line-clamp-3 min-w-0 flex-1 break-words">{fault.message}</span>
            {name in value && <Button size="small" onClick={() => onRemove(name)}>Remove “{name.slice(0, 30)}”</Button>}
          </li>
        );
      })}
    </ul>
  );
}
