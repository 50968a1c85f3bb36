import { useState, type FormEvent } from 'react';
import type { Json, JsonObject, NodeDefinition, Schema } from '@/api/model';
import { readStored, writeStored } from '@/lib/stored';
import { sentence } from '@/lib/format';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Field, Input, Select, TextArea } from '@/ui/field';
import { Keys } from '@/ui/keys';
import { defaultsOf, parse } from './input';

type InputDialogProps = { id: string; inputs: Schema | undefined; triggers: NodeDefinition[]; onStart: (input: Json, trigger: string | undefined) => void; onClose: () => void };

/** Asks for what a run is given: by a form where the workflow says what it wants, else as JSON. */
export function InputDialog({ id, inputs, triggers, onStart, onClose }: InputDialogProps) {
  const fields = Object.entries(inputs?.properties ?? {});
  const [values, setValues] = useState<JsonObject>(() => readStored<JsonObject>(`input.${id}`, defaultsOf(inputs)));
  const [text, setText] = useState(() => JSON.stringify(values, null, 2));
  const [trigger, setTrigger] = useState(triggers.find(node => node.type === 'trigger.manual')?.id ?? triggers[0]?.id);
  const written = fields.length > 0 ? { value: values as Json } : parse(text);
  const missing = (inputs?.required ?? []).filter(name => values[name] === undefined || values[name] === '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!('value' in written) || missing.length > 0) return;
    writeStored(`input.${id}`, written.value);
    onStart(written.value, triggers.length > 1 ? trigger : undefined);
  };
  return (
    <Dialog open onClose={onClose} title="Run with an input" description="A test run of the draft.">
      <form id="run-input" onSubmit={submit} onKeyDown={event => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event); }} className="flex flex-col gap-3">
        {triggers.length > 1 && <Field label="Start at">{ids => <Select {...ids} value={trigger} onChange={event => setTrigger(event.target.value)}>{triggers.map(node => <option key={node.id} value={node.id}>{node.name}</option>)}</Select>}</Field>}
        {fields.map(([name, schema]) => <InputField key={name} name={name} schema={schema} required={inputs?.required?.includes(name) ?? false} value={values[name]} onChange={value => setValues({ ...values, [name]: value })} />)}
        {fields.length === 0 && <Field label="Input" hint="An object is one item, a list of objects is many." error={'error' in written ? written.error : undefined}>{ids => <TextArea {...ids} autoFocus rows={10} className="font-mono" value={text} onChange={event => setText(event.target.value)} />}</Field>}
        <div className="flex items-center justify-end gap-2 pt-1 pb-2">{missing.length > 0 && <span className="mr-auto text-meta text-n10">Still needed: {missing.map(sentence).join(', ')}</span>}<Keys keys="mod+enter" /><Button type="submit" look="primary" disabled={!('value' in written) || missing.length > 0}>Run</Button></div>
      </form>
    </Dialog>
  );
}

function InputField({ name, schema, required, value, onChange }: { name: string; schema: Schema; required: boolean; value: Json | undefined; onChange: (value: Json) => void }) {
  const label = schema.title ?? sentence(name);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'boolean') return <label className="flex items-center gap-2"><input type="checkbox" checked={value === true} onChange={event => onChange(event.target.checked)} />{label}</label>;
  return (
    <Field label={label} required={required} hint={schema.description}>
      {ids => {
        if (schema.enum) return <Select {...ids} value={JSON.stringify(value ?? null)} onChange={event => onChange(JSON.parse(event.target.value) as Json)}>{!required && <option value="null">–</option>}{schema.enum.map(one => <option key={JSON.stringify(one)} value={JSON.stringify(one)}>{String(one)}</option>)}</Select>;
        if (type === 'number' || type === 'integer') return <Input {...ids} type="number" step={type === 'integer' ? 1 : 'any'} value={typeof value === 'number' ? value : ''} onChange={event => onChange(event.target.value === '' ? null : event.target.valueAsNumber)} />;
        if (type === 'object' || type === 'array') return <JsonArea ids={ids} value={value} onChange={onChange} />;
        return schema['x-editor'] === 'multiline' ? <TextArea {...ids} value={typeof value === 'string' ? value : ''} onChange={event => onChange(event.target.value)} /> : <Input {...ids} type={schema.format === 'date' ? 'date' : schema.format === 'email' ? 'email' : 'text'} value={typeof value === 'string' ? value : ''} onChange={event => onChange(event.target.value)} />;
      }}
    </Field>
  );
}

function JsonArea({ ids, value, onChange }: { ids: object; value: Json | undefined; onChange: (value: Json) => void }) {
  const [text, setText] = useState(() => (value === undefined ? '' : JSON.stringify(value, null, 2)));
  const bad = 'error' in parse(text || 'null');
  return <TextArea {...ids} aria-invalid={bad || undefined} className="font-mono" value={text} onChange={event => {
    setText(event.target.value);
    const read = parse(event.target.value || 'null');
    if ('value' in read) onChange(read.value);
  }} />;
}
