import { useMemo, useState } from 'react';
import type { JsonObject } from '@/lib/json';
import { Button } from './button';
import { Dialog } from './dialog';
import { Field, Input, Select } from './field';
import type { FieldFault, FormServices } from './schema-form/form-context';
import type { Schema } from './schema-form/schema';
import { SchemaForm } from './schema-form/schema-form';

export type RecordType = { type: string; name: string; schema: Schema };
export type RecordTrouble = { detail: string; errors?: Record<string, string[]> | undefined };

type RecordDialogProps = {
  title: string;
  types: RecordType[];
  /** What is there already: its values are kept and never shown. */
  existing?: { name: string; type: string; setFields: string[] } | undefined;
  suggestedType?: string | undefined;
  saving: boolean;
  trouble?: RecordTrouble | undefined;
  onSave: (record: { name: string; type: string; values: Record<string, string | null> }) => void;
  onClose: () => void;
};

/** A named set of fields of one type, some of them secret. What is kept stays as it is unless something new is written. */
export function RecordDialog({ title, types, existing, suggestedType, saving, trouble, onSave, onClose }: RecordDialogProps) {
  const [type, setType] = useState(existing?.type ?? suggestedType ?? types[0]?.type ?? '');
  const [name, setName] = useState(existing?.name);
  const [values, setValues] = useState<JsonObject>({});
  const chosen = types.find(one => one.type === type);
  const shownName = name ?? chosen?.name ?? '';
  const setFields = useMemo(() => existing?.setFields ?? [], [existing]);
  const schema = useMemo(() => (chosen ? withKept(chosen.schema, setFields) : {}), [chosen, setFields]);
  const services = useMemo<FormServices>(() => ({ kept: new Set(setFields) }), [setFields]);
  const faults = useMemo<FieldFault[]>(() => Object.entries(trouble?.errors ?? {}).flatMap(([field, messages]) => (field.startsWith('values.') ? [{ path: field.slice(7), message: messages.join(' '), severity: 'error' as const }] : [])), [trouble]);
  const missing = (schema.required ?? []).filter(field => !setFields.includes(field) && (values[field] ?? schema.properties?.[field]?.default ?? '') === '');
  const save = () => onSave({ name: shownName.trim(), type, values: Object.fromEntries(Object.entries(values).map(([field, value]) => [field, value === null ? null : String(value)])) });
  return (
    <Dialog open onClose={onClose} title={title} className="w-[min(560px,94vw)]"
      footer={<><Button onClick={onClose}>Cancel</Button><Button look="primary" type="submit" form="record" disabled={saving || shownName.trim() === '' || missing.length > 0}>{saving ? 'Saving…' : 'Save'}</Button></>}>
      <form id="record" className="flex flex-col gap-4 pb-2" onSubmit={event => { event.preventDefault(); event.stopPropagation(); save(); }}>
        {trouble && <p role="alert" className="rounded border border-failed/40 bg-failed-soft p-2">{trouble.detail}</p>}
        {!existing && types.length > 1 && (
          <Field label="Type">{ids => <Select {...ids} value={type} onChange={event => { setType(event.target.value); setValues({}); }}>{types.map(one => <option key={one.type} value={one.type}>{one.name}</option>)}</Select>}</Field>
        )}
        <Field label="Name" required hint={existing ? undefined : 'What people here call it, for example “Shop, production”.'}>{ids => <Input {...ids} dir="auto" maxLength={200} value={shownName} onChange={event => setName(event.target.value)} />}</Field>
        <SchemaForm key={type} flat schema={schema} value={values} faults={faults} services={services} onChange={setValues} />
      </form>
    </Dialog>
  );
}

/** What is kept is not required again, and its default is not what it has. */
function withKept(schema: Schema, kept: string[]): Schema {
  const properties = Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, field]): [string, Schema] => {
    if (!kept.includes(name) || field['x-secret']) return [name, field];
    const { default: _, ...rest } = field;
    return [name, { ...rest, 'x-placeholder': 'Set. Write something to replace it.' }];
  }));
  return { ...schema, properties };
}
