import { brief, isObject, type Path } from '@/lib/json';

/** A field as it is in the items that were looked at. */
export type Shape = { path: Path; name: string; depth: number; types: string[]; example: string; /** Not in every one. */ sometimes: boolean };

type Seen = { types: Set<string>; count: number; example: unknown; fields: Map<string, Seen>; entries: Seen | undefined; objects: number };

const LOOKED_AT = 200;
const ENTRIES = 50;
const MOST = 1000;

const fresh = (): Seen => ({ types: new Set(), count: 0, example: undefined, fields: new Map(), entries: undefined, objects: 0 });

export const typeName = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  switch (typeof value) {
    case 'string': return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value) ? 'date' : 'text';
    case 'number': return 'number';
    case 'boolean': return 'true or false';
    default: return 'object';
  }
};

function look(value: unknown, seen: Seen) {
  seen.count++;
  seen.types.add(typeName(value));
  if (seen.example === undefined || seen.example === null || seen.example === '') seen.example = value;
  if (Array.isArray(value)) for (const entry of value.slice(0, ENTRIES)) look(entry, (seen.entries ??= fresh()));
  else if (isObject(value)) {
    seen.objects++;
    for (const [name, field] of Object.entries(value)) {
      let known = seen.fields.get(name);
      if (!known) seen.fields.set(name, (known = fresh()));
      look(field, known);
    }
  }
}

/** The fields of items with their types and an example, from the first 200. */
export function shapesOf(items: unknown[]): Shape[] {
  const root = fresh();
  for (const item of items.slice(0, LOOKED_AT)) look(item, root);
  const shapes: Shape[] = [];
  const tell = (seen: Seen, path: Path, depth: number, whole: number) => {
    for (const [name, field] of seen.fields) {
      if (shapes.length >= MOST) return;
      shapes.push({ path: [...path, name], name, depth, types: [...field.types], example: brief(field.example, 80), sometimes: field.count < whole });
      tell(field, [...path, name], depth + 1, field.objects);
      if (field.entries && field.entries.fields.size > 0) tell(field.entries, [...path, name, 0], depth + 1, field.entries.objects);
    }
  };
  tell(root, [], 0, root.objects);
  return shapes;
}

export type Column = { name: string | undefined; title: string; width: number };

const COLUMNS = 60;
const LETTER = 7;

/** The columns of a table of items: every field of the first of them, as wide as what is in it. */
export function columnsOf(items: unknown[]): { columns: Column[]; more: number } {
  const looked = items.slice(0, LOOKED_AT);
  const names = new Set<string>();
  let plain = false;
  for (const item of looked) {
    if (isObject(item)) for (const name of Object.keys(item)) names.add(name);
    else plain = true;
  }
  const width = (title: string, read: (item: unknown) => unknown) => Math.min(320, Math.max(72, 24 + LETTER * Math.max(title.length, ...looked.slice(0, 30).map(item => brief(read(item) ?? '', 44).length))));
  const all = [...names];
  const columns: Column[] = all.slice(0, COLUMNS).map(name => ({ name, title: name, width: width(name, item => (isObject(item) ? item[name] : undefined)) }));
  if (plain) columns.unshift({ name: undefined, title: 'value', width: width('value', item => (isObject(item) ? undefined : item)) });
  return { columns, more: Math.max(0, all.length - COLUMNS) };
}
