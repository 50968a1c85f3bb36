import { Braces, Plus, X } from 'lucide-react';
import { useState } from 'react';
import { below, isObject, sameJson, type Json, type JsonObject } from '@/lib/json';
import { Button } from '../button';
import { Input } from '../field';
import type { ControlProps } from './form-context';
import { JsonControl } from './json-control';
import { SchemaField } from './schema-field';

type Row = { name: string; value: Json };
const rowsOf = (value: JsonObject): Row[] => Object.entries(value).map(([name, one]) => ({ name, value: one }));
/** Rows without a name are not part of the value yet; of two with one name the later holds. */
const objectOf = (rows: Row[]): JsonObject => Object.fromEntries(rows.filter(row => row.name !== '').map(row => [row.name, row.value]));
const anything = {};

/** Names and values, row by row; anything else is shown as JSON. */
export function KeyValueControl(props: ControlProps) {
  const { value, schema, path, onChange, label, id, verbatim } = props;
  const shown = value ?? schema.default;
  const object = isObject(shown) ? shown : {};
  const [rows, setRows] = useState(() => rowsOf(object));
  const [asJson, setAsJson] = useState(false);
  // What came from elsewhere, such as an undo, replaces what is here.
  const current = sameJson(objectOf(rows), object) ? rows : rowsOf(object);
  if (asJson || (shown !== undefined && shown !== null && !isObject(shown)))
    return <><JsonControl {...props} />{isObject(shown ?? {}) && <Button size="small" look="quiet" className="self-start" onClick={() => { setRows(rowsOf(object)); setAsJson(false); }}>Edit as rows</Button>}</>;
  const set = (next: Row[], typed: boolean, at = path) => {
    setRows(next);
    const made = objectOf(next);
    if (!sameJson(made, object)) onChange(Object.keys(made).length === 0 ? undefined : made, { path: at, typed });
  };
  const change = (at: number, row: Row, typed: boolean) => set(current.map((old, index) => (index === at ? row : old)), typed, below(path, at));
  const doubled = (row: Row) => row.name !== '' && current.filter(other => other.name === row.name).length > 1;
  return (
    <div className="flex flex-col gap-1.5">
      {current.map((row, at) => (
        <div key={at} className="flex items-start gap-1">
          <Input dir="auto" className="w-2/5 shrink-0" aria-label={`Name of ${label} ${at + 1}`} aria-invalid={doubled(row) || undefined} title={doubled(row) ? 'This name is there twice; the last one counts.' : undefined} value={row.name} placeholder="Name" onChange={event => change(at, { ...row, name: event.target.value }, true)} />
          <div className="min-w-0 flex-1">
            <SchemaField bare name={row.name} label={`Value of ${row.name || `${label} ${at + 1}`}`} schema={anything} path={below(path, row.name)} value={row.value} required verbatim={verbatim} onChange={(next, { typed }) => change(at, { ...row, value: next ?? '' }, typed)} />
          </div>
          <Button look="quiet" size="icon" className="mt-0.5" title={`Remove ${row.name || 'row'}`} onClick={() => set(current.filter((_, index) => index !== at), false)}><X /></Button>
        </div>
      ))}
      <div className="flex gap-1">
        <Button id={id} size="small" look="quiet" onClick={() => setRows([...current, { name: '', value: '' }])}><Plus />Add</Button>
        <Button size="small" look="quiet" onClick={() => setAsJson(true)}><Braces />As JSON</Button>
      </div>
    </div>
  );
}
