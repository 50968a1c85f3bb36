import { useId, useState, type DragEvent, type FocusEvent, type ReactNode } from 'react';
import { cn } from '@/lib/cn';
import { carriesTemplate, droppedTemplate } from '@/lib/drag';
import type { Json } from '@/lib/json';
import { controls } from './controls';
import { FieldFrame } from './field-frame';
import { useForm, type Change, type FieldFault } from './form-context';
import { insertTemplate } from './insert';
import { kindOf, resolve, titleOf, type Kind, type Schema } from './schema';

type SchemaFieldProps = { name: string; schema: Schema; path: string; value: Json | undefined; required?: boolean; verbatim?: boolean; onChange: Change; label?: string; bare?: boolean; actions?: ReactNode };

/** Kinds whose text takes an expression into its middle; others are replaced by it. */
const texts: ReadonlySet<Kind> = new Set(['text', 'multiline', 'any', 'code', 'secret', 'expression', 'date', 'cron']);
/** Kinds that are groups of fields: their parts are expressions, not they themselves. */
const groups: ReadonlySet<Kind> = new Set(['object', 'objects', 'condition']);
/** Kinds that show the faults of what is in them, since they have no fields of their own. */
const closed: ReadonlySet<Kind> = new Set(['json', 'keyValue', 'code']);

const faultsOf = (faults: FieldFault[], path: string, kind: Kind) =>
  faults.filter(fault => fault.path === path || (closed.has(kind) && (fault.path.startsWith(`${path}.`) || fault.path.startsWith(`${path}[`))));

/** One field of a form, whatever it is: fixed, or an expression. */
export function SchemaField({ name, schema: written, path, value, required = false, verbatim: outer = false, onChange, label: given, bare = false, actions }: SchemaFieldProps) {
  const { root, faults, services } = useForm();
  const [entered, setEntered] = useState(false);
  const id = useId();
  const schema = resolve(written, root);
  const kind = kindOf(schema);
  const label = given ?? titleOf(name, schema);
  const verbatim = outer || !!schema['x-verbatim'];
  const wrong = faultsOf(faults, path, kind);
  const invalid = wrong.some(fault => fault.severity === 'error');
  const canExpress = !verbatim && !groups.has(kind) && services.renderExpression !== undefined;
  const isExpression = canExpress && typeof value === 'string' && value.startsWith('=');
  const describedBy = wrong.length > 0 || (schema.description && !bare) ? `${id}-said` : undefined;
  const take = (template: string) => onChange(texts.has(kind) ? insertTemplate(value ?? '', template) : template, { path, typed: false });

  const onDrop = (event: DragEvent) => {
    if (!canExpress || event.defaultPrevented || !carriesTemplate(event.dataTransfer)) return;
    event.preventDefault();
    event.stopPropagation();
    take(droppedTemplate(event.dataTransfer));
  };
  const onFocus = (event: FocusEvent) => {
    if (groups.has(kind)) return;
    event.stopPropagation();
    if (canExpress && !isExpression) services.onFocusField?.(take);
  };
  const toggle = () => {
    setEntered(true);
    onChange(isExpression ? fixedOf(value, schema) : `=${typeof value === 'string' ? value : value === undefined ? '' : `{{ ${JSON.stringify(value)} }}`}`, { path, typed: false });
  };
  const Control = controls[kind];
  const change: Change = (next, at) => {
    if (typeof next === 'string' && next.startsWith('=') && canExpress) setEntered(true);
    onChange(next, at);
  };
  return (
    <FieldFrame id={id} label={label} schema={schema} bare={bare} quiet={path.includes('[')} required={required} group={groups.has(kind)} faults={wrong} actions={actions} isExpression={isExpression} onToggle={canExpress ? toggle : undefined}
      className={cn(canExpress && 'rounded [[data-dragging=field]_&]:outline [[data-dragging=field]_&]:outline-offset-4 [[data-dragging=field]_&]:outline-dashed [[data-dragging=field]_&]:outline-accent/60')}
      onDrop={onDrop} onDragOver={event => { if (canExpress && carriesTemplate(event.dataTransfer)) event.preventDefault(); }} onFocus={onFocus}>
      {isExpression
        ? services.renderExpression?.({ id, label, value, invalid, describedBy, autoFocus: entered, placeholder: schema['x-placeholder'], onChange: next => onChange(next === '=' ? '=' : next, { path, typed: true }) })
        : <Control schema={schema} name={name} path={path} value={value} required={required} id={id} describedBy={describedBy} invalid={invalid} label={label} verbatim={verbatim} onChange={change} />}
    </FieldFrame>
  );
}

/** An expression as a fixed value again: its text where text is taken, else nothing. */
function fixedOf(value: Json | undefined, schema: Schema): Json | undefined {
  const text = typeof value === 'string' ? value.slice(1) : '';
  const constant = /^\{\{\s*(-?\d+(?:\.\d+)?|true|false|null|\[.*\]|\{.*\}|"[^"]*")\s*\}\}$/s.exec(text)?.[1];
  if (constant !== undefined) {
    try {
      return JSON.parse(constant) as Json;
    } catch {
      return undefined;
    }
  }
  return texts.has(kindOf(schema)) && text !== '' ? text : undefined;
}
