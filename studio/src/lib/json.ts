export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** Where a value lies within another: names of fields and numbers of entries. */
export type Path = (string | number)[];

export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether two values are the same JSON; the order of fields does not matter. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((part, at) => sameJson(part, b[at]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every(key => key in b && sameJson(a[key], b[key]));
}

/** ["rules", 0, "port"] → "rules[0].port", as faults name a field. */
export const pathText = (path: Path): string => path.reduce<string>((text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`), '');

/** The path of a field below another one. */
export const below = (path: string, part: string | number): string => (typeof part === 'number' ? `${path}[${part}]` : path === '' ? part : `${path}.${part}`);

/** What lies at a path; undefined where there is nothing. */
export function valueAt(value: unknown, path: Path): unknown {
  let at: unknown = value;
  for (const part of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Record<string | number, unknown>)[part];
  }
  return at;
}

/** A value in few letters, without writing all of a large one. */
export function brief(value: unknown, most = 120): string {
  const parts: string[] = [];
  let left = most;
  const put = (text: string) => {
    if (left < 0) return;
    parts.push(text.length > left ? text.slice(0, left) : text);
    left = text.length > left ? -1 : left - text.length;
  };
  const write = (part: unknown) => {
    if (left < 0) return;
    if (typeof part === 'string') put(JSON.stringify(part.length > left + 8 ? part.slice(0, left + 8) : part));
    else if (Array.isArray(part)) {
      put('[');
      for (let at = 0; at < part.length && left >= 0; at++) {
        if (at > 0) put(', ');
        write(part[at]);
      }
      put(']');
    } else if (typeof part === 'object' && part !== null) {
      put('{');
      let first = true;
      for (const key in part) {
        if (left < 0) break;
        put(`${first ? '' : ', '}${key}: `);
        write((part as JsonObject)[key]);
        first = false;
      }
      put('}');
    } else put(String(part));
  };
  if (typeof value === 'string') put(value);
  else write(value);
  return left < 0 ? `${parts.join('')}…` : parts.join('');
}

/** Whether a value written as JSON has more letters; found out without writing it. */
export function isLarger(value: unknown, most: number): boolean {
  let left = most;
  const take = (part: unknown): void => {
    if (left < 0) return;
    if (typeof part === 'string') left -= part.length + 3;
    else if (Array.isArray(part)) {
      left -= 2;
      for (let at = 0; at < part.length && left >= 0; at++) take(part[at]);
    } else if (isObject(part)) {
      left -= 2;
      for (const key in part) {
        if (left < 0) return;
        left -= key.length + 4;
        take(part[key]);
      }
    } else left -= 6;
  };
  take(value);
  return left < 0;
}
