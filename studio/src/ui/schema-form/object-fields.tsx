import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { below, type JsonObject } from '@/lib/json';
import { cn } from '@/lib/cn';
import { useForm, type Change } from './form-context';
import { isShown, splitFields, withField, type Schema } from './schema';
import { SchemaField } from './schema-field';

type ObjectFieldsProps = { schema: Schema; value: JsonObject; path: string; onChange: Change; verbatim: boolean; fold?: boolean };

/** The fields of an object, in the schema's order; further options of a long one are folded. */
export function ObjectFields({ schema, value, path, onChange, verbatim, fold = false }: ObjectFieldsProps) {
  const { faults } = useForm();
  const properties = schema.properties ?? {};
  const { first, more } = fold ? splitFields(schema) : { first: Object.keys(properties), more: [] };
  const set = more.filter(name => name in value);
  const faulty = more.some(name => faults.some(fault => fault.path.startsWith(below(path, name))));
  const [open, setOpen] = useState(set.length > 0);
  const shown = open || faulty;
  const draw = (name: string) => {
    const field = properties[name];
    if (!field || !isShown(field, value, properties)) return null;
    const required = schema.required?.includes(name) ?? false;
    return (
      <SchemaField key={name} name={name} schema={field} path={below(path, name)} value={value[name]} required={required} verbatim={verbatim}
        onChange={(next, at) => onChange(withField(value, name, next, field, required), at)} />
    );
  };
  return (
    <div className="flex flex-col gap-3.5">
      {first.map(draw)}
      {more.length > 0 && (
        <button type="button" aria-expanded={shown} onClick={() => setOpen(!shown)} className="flex h-7 items-center gap-1 self-start rounded pr-2 text-meta font-medium text-n11 hover:text-n12">
          <ChevronRight className={cn('size-4 stroke-[1.5] transition-transform', shown && 'rotate-90')} />More options<span className="font-normal text-n10">{more.length}{set.length > 0 && `, ${set.length} set`}</span>
        </button>
      )}
      {shown && more.map(draw)}
    </div>
  );
}
