import { useState } from 'react';
import { cn } from '@/lib/cn';
import type { Json } from '@/lib/json';
import { Input, TextArea } from '../field';
import { Switch } from '../switch';
import { useForm, type ControlProps } from './form-context';
import { typeOf } from './schema';

const ids = ({ id, describedBy, invalid }: ControlProps) => ({ id, 'aria-describedby': describedBy, 'aria-invalid': invalid || undefined });
const textOf = (value: Json | undefined) => (value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value));
const placeholderOf = ({ schema }: ControlProps) => schema['x-placeholder'] ?? (schema.default !== undefined && schema.default !== null ? textOf(schema.default) : undefined);

/** An emptied text is left out, unless empty is something else than the default. */
const textFrom = ({ schema, required }: ControlProps, text: string): string | undefined => (text === '' && !required && (schema.default === undefined || schema.default === '') ? undefined : text);

export function TextControl(props: ControlProps) {
  return <Input {...ids(props)} aria-label={props.label} dir="auto" value={textOf(props.value ?? props.schema.default)} placeholder={placeholderOf(props)} maxLength={props.schema.maxLength}
    onChange={event => props.onChange(textFrom(props, event.target.value), { path: props.path, typed: true })} />;
}

export function MultilineControl(props: ControlProps) {
  const text = textOf(props.value ?? props.schema.default);
  return <TextArea {...ids(props)} dir="auto" rows={Math.min(12, Math.max(3, text.split('\n').length + 1))} value={text} placeholder={placeholderOf(props)}
    onChange={event => props.onChange(textFrom(props, event.target.value), { path: props.path, typed: true })} />;
}

/** Takes anything: what was a number, a list or an object stays one while it can be read as one. */
export function AnyControl(props: ControlProps) {
  const { value, schema, path, onChange } = props;
  const [draft, setDraft] = useState<string>();
  const keep = (text: string): Json | undefined => {
    if (value === undefined || typeof value === 'string') return textFrom(props, text);
    try {
      return JSON.parse(text) as Json;
    } catch {
      return text;
    }
  };
  return <Input {...ids(props)} aria-label={props.label} dir="auto" value={draft ?? textOf(value ?? schema.default)} placeholder={placeholderOf(props)} onBlur={() => setDraft(undefined)}
    onChange={event => {
      setDraft(event.target.value);
      onChange(keep(event.target.value), { path, typed: true });
    }} />;
}

export function NumberControl(props: ControlProps) {
  const { schema, value, path, onChange, invalid } = props;
  const [draft, setDraft] = useState<string>();
  const { minimum, maximum } = schema;
  const shown = draft ?? textOf(value ?? schema.default);
  const number = Number(shown);
  const out = shown.trim() !== '' && (!Number.isFinite(number) || (minimum !== undefined && number < minimum) || (maximum !== undefined && number > maximum) || (typeOf(schema) === 'integer' && !Number.isInteger(number)));
  const range = minimum !== undefined && maximum !== undefined && maximum < 1e15 ? `${minimum.toLocaleString()} to ${maximum.toLocaleString()}` : minimum !== undefined ? `at least ${minimum.toLocaleString()}` : undefined;
  const take = (text: string) => {
    setDraft(text);
    if (text.startsWith('=')) onChange(text, { path, typed: true });
    else if (text.trim() === '') onChange(undefined, { path, typed: true });
    else if (Number.isFinite(Number(text))) onChange(Number(text), { path, typed: true });
  };
  return (
    <span className="flex items-center gap-2">
      <Input {...ids(props)} aria-invalid={invalid || out || undefined} inputMode="decimal" className="w-40" value={shown} placeholder={placeholderOf(props)} onChange={event => take(event.target.value)} onBlur={() => setDraft(undefined)}
        onKeyDown={event => {
          const step = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
          if (step === 0 || !Number.isFinite(number)) return;
          event.preventDefault();
          take(String(Math.min(maximum ?? Infinity, Math.max(minimum ?? -Infinity, number + step))));
        }} />
      {range && <span className={cn('text-meta', out ? 'text-failed' : 'text-n10')}>{typeOf(schema) === 'integer' ? 'whole, ' : ''}{range}</span>}
    </span>
  );
}

export const SwitchControl = ({ schema, value, path, onChange, id, describedBy }: ControlProps) => (
  <Switch id={id} describedBy={describedBy} checked={(value ?? schema.default) === true} onChange={next => onChange(next, { path, typed: false })} />
);

/** A date and time; what is no such date is shown as the text it is. */
export function DateControl(props: ControlProps) {
  const { value, path, onChange } = props;
  const text = textOf(value ?? props.schema.default);
  const local = /^\d{4}-\d\d-\d\d(T\d\d:\d\d)?/.exec(text);
  return (
    <span className="flex gap-2">
      <Input {...ids(props)} value={text} placeholder={placeholderOf(props) ?? '2025-03-14T09:00:00Z'} onChange={event => onChange(textFrom(props, event.target.value), { path, typed: true })} />
      <input type="datetime-local" tabIndex={-1} aria-label={`Pick ${props.label}`} value={local ? (local[1] ? local[0] : `${local[0]}T00:00`) : ''} onChange={event => onChange(event.target.value === '' ? undefined : event.target.value, { path, typed: false })}
        className="h-8 w-8 shrink-0 rounded border border-n6 bg-n1 text-transparent [&::-webkit-calendar-picker-indicator]:m-0 [&::-webkit-calendar-picker-indicator]:p-0 [&::-webkit-datetime-edit]:hidden" />
    </span>
  );
}

export function ColorControl(props: ControlProps) {
  const text = textOf(props.value ?? props.schema.default);
  const set = (next: string) => props.onChange(textFrom(props, next), { path: props.path, typed: true });
  return (
    <span className="flex gap-2">
      <input type="color" aria-label={`Pick ${props.label}`} value={/^#[0-9a-f]{6}$/i.test(text) ? text : '#000000'} onChange={event => set(event.target.value)} className="h-8 w-10 rounded border border-n6 bg-n1" />
      <Input {...ids(props)} className="w-32" value={text} onChange={event => set(event.target.value)} />
    </span>
  );
}

/** A secret. One that is kept already is not shown: it can be replaced. */
export function SecretControl(props: ControlProps) {
  const { value, path, onChange, name, schema, label } = props;
  const { services } = useForm();
  const [replacing, setReplacing] = useState(false);
  const set = (text: string) => onChange(textFrom(props, text), { path, typed: true });
  if (services.kept?.has(name) && !replacing && value === undefined)
    return <span className="flex h-8 items-center gap-3"><span className="text-n10">•••••••• set</span><button id={props.id} type="button" aria-label={`Replace ${label}`} className="rounded px-1 text-meta text-accent hover:underline" onClick={() => setReplacing(true)}>Replace</button></span>;
  if (schema['x-editor'] === 'multiline') return <TextArea {...ids(props)} autoFocus={replacing} rows={4} className="font-mono [-webkit-text-security:disc]" value={textOf(value)} onChange={event => set(event.target.value)} />;
  return <Input {...ids(props)} type="password" autoComplete="new-password" autoFocus={replacing} value={textOf(value)} onChange={event => set(event.target.value)} />;
}
