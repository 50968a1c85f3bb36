import { isObject, sameJson, type Json, type JsonObject } from '@/lib/json';
import { sentence } from '@/lib/format';

/** JSON Schema, as far as a form is drawn from it. */
export type Schema = {
  type?: string | string[]; title?: string; description?: string; default?: Json; enum?: Json[]; properties?: Record<string, Schema>; required?: string[]; items?: Schema;
  additionalProperties?: boolean | Schema; minimum?: number; maximum?: number; minLength?: number; maxLength?: number; pattern?: string; format?: string; $ref?: string;
  'x-editor'?: string; 'x-showIf'?: { field: string; is: string[] }; 'x-placeholder'?: string; 'x-verbatim'?: boolean; 'x-language'?: string; 'x-secret'?: boolean;
};

/** How a value is edited. */
export type Kind =
  | 'text' | 'multiline' | 'number' | 'switch' | 'choice' | 'object' | 'objects' | 'list' | 'any' | 'json' | 'keyValue' | 'code' | 'date' | 'expression' | 'condition' | 'workflow' | 'secret' | 'cron' | 'color';

const editors: Record<string, Kind> = { json: 'json', multiline: 'multiline', keyValue: 'keyValue', code: 'code', date: 'date', expression: 'expression', condition: 'condition', workflow: 'workflow', secret: 'secret', cron: 'cron', color: 'color' };

export const typeOf = (schema: Schema): string | undefined => (Array.isArray(schema.type) ? schema.type.find(type => type !== 'null') : schema.type);

/** Follows "#/properties/a/items" within the schema of the whole form. */
export function resolve(schema: Schema, root: Schema): Schema {
  let found: Schema = schema;
  for (let depth = 0; found.$ref !== undefined && depth < 16; depth++) {
    const parts = found.$ref.replace(/^#\/?/, '').split('/').filter(part => part !== '').map(part => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'));
    let at: unknown = root;
    for (const part of parts) at = isObject(at) ? at[part] : undefined;
    if (!isObject(at)) return {};
    const { $ref: _, ...own } = found;
    found = { ...(at as Schema), ...own };
  }
  return found;
}

export function kindOf(schema: Schema): Kind {
  if (schema['x-secret']) return 'secret';
  const editor = schema['x-editor'] === undefined ? undefined : editors[schema['x-editor']];
  if (editor) return editor;
  if (schema.enum) return 'choice';
  switch (typeOf(schema)) {
    case 'string': return 'text';
    case 'number': case 'integer': return 'number';
    case 'boolean': return 'switch';
    case 'object': return schema.properties ? 'object' : 'json';
    case 'array': return schema.items && (schema.items.properties || schema.items.$ref) ? 'objects' : 'list';
    default: return 'any';
  }
}

/** Whether a field is to be seen, by what its sibling says; a sibling known at run time only does not hide it. */
export function isShown(schema: Schema, values: JsonObject, siblings: Record<string, Schema>): boolean {
  const condition = schema['x-showIf'];
  if (!condition) return true;
  const sibling = siblings[condition.field];
  if (sibling && !isShown(sibling, values, siblings)) return false;
  const value = values[condition.field] ?? sibling?.default;
  if (typeof value === 'string' && value.startsWith('=')) return true;
  return condition.is.includes(String(value ?? ''));
}

/** What the field has when nothing is written: its default, or nothing. */
export const shownValue = (schema: Schema, value: Json | undefined): Json | undefined => (value === undefined ? schema.default : value);

/** The object with one field changed; what is as it would be anyway is left out. */
export function withField(values: JsonObject, name: string, value: Json | undefined, schema: Schema | undefined, required = false): JsonObject {
  const { [name]: _, ...rest } = values;
  if (value === undefined || (!required && schema?.default !== undefined && sameJson(value, schema.default))) return rest;
  if (name in values) return Object.fromEntries(Object.entries(values).map(([key, old]) => [key, key === name ? value : old]));
  return { ...values, [name]: value };
}

/** A new entry of a list: what has to be there, with its first choice. */
export function newEntry(schema: Schema): Json {
  if (schema.default !== undefined) return schema.default;
  if (schema.enum?.[0] !== undefined) return schema.enum[0];
  switch (typeOf(schema)) {
    case 'number': case 'integer': return schema.minimum ?? 0;
    case 'boolean': return false;
    case 'array': return [];
    case 'string': return '';
    case 'object': return Object.fromEntries((schema.required ?? []).flatMap(name => {
      const field = schema.properties?.[name];
      return field && field.default === undefined ? [[name, newEntry(field)]] : [];
    }));
    default: return schema.properties ? {} : '';
  }
}

const capitals = new Map(['url', 'json', 'html', 'xml', 'csv', 'api', 'http', 'sql', 'id', 'ids', 'tls', 'ip', 'uri', 'ai', 'pdf', 'uuid', 'hmac', 'jwt', 'pem', 'css', 'utf8', 'rss', 'ms', 'bom', 'sku', 'iso'].map(word => [word, word === 'ids' ? 'IDs' : word === 'ms' ? 'ms' : word.toUpperCase()]));

/** What a field is called: its title, or its name in words; abbreviations in capitals. */
export function titleOf(name: string, schema: Schema): string {
  const title = schema.title ?? sentence(name);
  return title.split(' ').map(word => capitals.get(word.toLowerCase()) ?? word).join(' ');
}

/** What a choice is called; names of the outside world stay as they are. */
export const choiceTitle = (value: Json): string => (typeof value === 'string' && /^[a-z][a-zA-Z]*$/.test(value) ? titleOf(value, {}) : typeof value === 'string' ? value : JSON.stringify(value));

const ALWAYS = 6;
const WORTH_FOLDING = 3;

/** Splits a long form into what is always there and further options. What belongs where depends on the schema alone, so that nothing moves while somebody types. */
export function splitFields(schema: Schema): { first: string[]; more: string[] } {
  const properties = schema.properties ?? {};
  const names = Object.keys(properties);
  const deciding = new Set(names.flatMap(name => properties[name]?.['x-showIf']?.field ?? []));
  const more = names.filter((name, at) => at >= ALWAYS && !schema.required?.includes(name) && !deciding.has(name) && !properties[name]?.['x-showIf']);
  return more.length < WORTH_FOLDING ? { first: names, more: [] } : { first: names.filter(name => !more.includes(name)), more };
}

/** What an entry of a list is called while it is folded: its first texts. */
export function entrySummary(entry: Json, schema: Schema): string {
  if (!isObject(entry)) return typeof entry === 'string' ? entry : JSON.stringify(entry);
  const parts = Object.keys(schema.properties ?? entry).flatMap(name => {
    const value = entry[name] ?? schema.properties?.[name]?.default;
    return typeof value === 'string' && value !== '' ? [value] : typeof value === 'number' || value === true ? [`${titleOf(name, schema.properties?.[name] ?? {})} ${value === true ? '' : value}`.trim()] : [];
  });
  return parts.slice(0, 3).join(' · ').slice(0, 120);
}
