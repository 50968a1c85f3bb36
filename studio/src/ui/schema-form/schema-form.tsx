import { useMemo } from 'react';
import { isObject, type Json, type JsonObject } from '@/lib/json';
import { FaultList } from './fault-list';
import { FormContext, type Change, type FieldFault, type FormServices } from './form-context';
import { ObjectFields } from './object-fields';
import type { Schema } from './schema';

type SchemaFormProps = {
  schema: Schema;
  value: JsonObject;
  onChange: (value: JsonObject, at: { path: string; typed: boolean }) => void;
  faults?: FieldFault[];
  services?: FormServices;
  /** What faults call the form as a whole. */
  prefix?: string;
  /** All fields at once, none folded away. */
  flat?: boolean;
};

const none: FieldFault[] = [];
const alone: FormServices = {};

/** A form drawn from a JSON Schema. What is as it would be anyway is left out of its value. */
export function SchemaForm({ schema, value, onChange, faults = none, services = alone, prefix = '', flat = false }: SchemaFormProps) {
  const form = useMemo(() => ({ prefix, root: schema, faults, services }), [prefix, schema, faults, services]);
  const change: Change = (next, at) => onChange(isObject(next) ? next : {}, at);
  return (
    <FormContext value={form}>
      <FaultList schema={schema} value={value} onRemove={name => change(without(value, name), { path: name, typed: false })} />
      <ObjectFields schema={schema} value={value} path="" onChange={change} verbatim={!!schema['x-verbatim']} fold={!flat} />
    </FormContext>
  );
}

function without(value: JsonObject, name: string): Json {
  const { [name]: _, ...rest } = value;
  return rest;
}
