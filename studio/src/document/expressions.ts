import type { Json } from '@/api/model';

const escapeText = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Rewrites $('Old'), $node["Old"] and $items('Old') in one template to the new name. */
export function renameInTemplate(template: string, from: string, to: string): string {
  if (!template.includes(from)) return template;
  const name = escapeText(from);
  const quoted = new RegExp(`(\\$\\(\\s*|\\$node\\[\\s*|\\$items\\(\\s*)(['"\`])${name}\\2`, 'g');
  return template.replace(quoted, (_, head: string, quote: string) => `${head}${quote}${to.replaceAll(quote, `\\${quote}`)}${quote}`);
}

/** Every text of a value, changed. The same value when nothing changes. */
export function mapTexts(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) {
    const mapped = value.map(part => mapTexts(part, change));
    return mapped.some((part, at) => part !== value[at]) ? mapped : value;
  }
  if (value !== null && typeof value === 'object') {
    let differs = false;
    const mapped: { [key: string]: Json } = {};
    for (const [key, part] of Object.entries(value)) {
      mapped[key] = mapTexts(part, change);
      differs ||= mapped[key] !== part;
    }
    return differs ? mapped : value;
  }
  return value;
}

/** How a field is reached from an expression: `.name`, or `['any thing']`. */
export const accessor = (key: string | number): string => (typeof key === 'number' ? `[${key}]` : /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `['${key.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']`);

/** The template that reads a field: of the node's own input, or of another node by name. */
export const templateFor = (path: (string | number)[], node?: string): string =>
  `={{ ${node === undefined ? '$json' : `$('${node.replaceAll("'", "\\'")}').item.json`}${path.map(accessor).join('')} }}`;

export const isTemplate = (value: unknown): value is string => typeof value === 'string' && value.startsWith('=');
