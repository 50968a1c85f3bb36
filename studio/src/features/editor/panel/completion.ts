import { accessor } from '@/document/expressions';
import { brief, isObject } from '@/lib/json';
import type { Suggest, Suggestion } from '@/ui/code-editor';
import { isInside } from '@/ui/schema-form/insert';
import { globals, members, methods } from './methods';

/** What completion knows: the item, and an item of every node that has run before. */
export type CompletionData = { json: unknown; binary?: unknown; nodes: Map<string, { json: unknown; binary?: unknown }> };

/** What stands before the cursor, as far as it is known. */
type Known = { kind: 'value'; value: unknown } | { kind: 'date' | 'dateTime' | 'run' | 'workflow' | 'nothing' } | { kind: 'node' | 'input' | 'item' | 'all'; item: { json: unknown; binary?: unknown } };

/** Members of an access chain: names, indexes and calls, read from `$json.a?.b[0].c`. */
function chainBefore(code: string): { parts: string[]; start: number } | undefined {
  const parts: string[] = [];
  let at = code.length;
  for (;;) {
    const rest = code.slice(0, at);
    const call = /\.?[\w$]*\((?:[^()]|\([^()]*\))*\)$/.exec(rest);
    const index = /(?:\?\.)?\[\s*(?:\d+|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\s*\]$/.exec(rest);
    const name = /(?:\?\.|\.)?[A-Za-z_$][\w$]*$/.exec(rest);
    const found = call ?? index ?? name;
    if (!found || found[0] === '') return parts.length > 0 ? { parts, start: at } : undefined;
    parts.unshift(found[0].replace(/^\?/, ''));
    at -= found[0].length;
    if (!/^[.?[]/.test(found[0])) return { parts, start: at };
  }
}

const unquote = (text: string) => text.trim().replace(/^(['"`])(.*)\1$/s, '$2').replace(/\\(.)/g, '$1');

function begin(part: string, data: CompletionData): Known {
  const node = /^\$\((.*)\)$/s.exec(part);
  if (node) {
    const item = data.nodes.get(unquote(node[1] ?? ''));
    return { kind: 'node', item: item ?? { json: undefined } };
  }
  const own = { json: data.json, binary: data.binary };
  switch (part) {
    case '$json': return { kind: 'value', value: data.json };
    case '$binary': return { kind: 'value', value: data.binary };
    case '$input': return { kind: 'input', item: own };
    case '$now': case '$today': return { kind: 'date' };
    case '$run': case '$execution': return { kind: 'run' };
    case '$workflow': return { kind: 'workflow' };
    case 'DateTime': return { kind: 'dateTime' };
    default: return { kind: 'nothing' };
  }
}

const dateMethods = /^\.(plus|minus|startOf|endOf|setZone|toDateTime|now|fromISO|fromFormat|fromMillis|fromSeconds|local|utc)\(/;
const textMethods = /^\.(toLowerCase|toUpperCase|trim|slice|replace|replaceAll|padStart|padEnd|toISO|toISODate|toFormat|toTitleCase|toSnakeCase|toKebabCase|toCamelCase|hash|base64Encode|base64Decode|urlEncode|urlDecode|join|toFixed|toString|toJsonString)\(/;
const listMethods = /^\.(filter|sort|reverse|unique|removeDuplicates|compact|slice)\(/;

function step(known: Known, part: string): Known {
  if (known.kind === 'node' || known.kind === 'input') return /^\.(item$|first\(|last\()/.test(part) ? { kind: 'item', item: known.item } : /^\.all\(/.test(part) ? { kind: 'all', item: known.item } : { kind: 'nothing' };
  if (known.kind === 'all') return part.startsWith('[') ? { kind: 'item', item: known.item } : { kind: 'nothing' };
  if (known.kind === 'item') return part === '.json' ? { kind: 'value', value: known.item.json } : part === '.binary' ? { kind: 'value', value: known.item.binary } : { kind: 'nothing' };
  if (dateMethods.test(part)) return { kind: 'date' };
  if (known.kind !== 'value') return textMethods.test(part) ? { kind: 'value', value: '' } : { kind: 'nothing' };
  if (part.endsWith(')')) {
    if (Array.isArray(known.value) && listMethods.test(part)) return known;
    if (Array.isArray(known.value) && /^\.(find|first|last|at|randomItem)\(/.test(part)) return { kind: 'value', value: known.value[0] };
    if (/^\.(split|keys)\(/.test(part)) return { kind: 'value', value: [''] };
    return textMethods.test(part) ? { kind: 'value', value: '' } : { kind: 'nothing' };
  }
  if (part === '.length') return { kind: 'value', value: 0 };
  const key = part.startsWith('[') ? unquote(part.slice(1, -1)) : part.slice(1);
  if (Array.isArray(known.value)) return { kind: 'value', value: known.value[Number(key)] };
  return isObject(known.value) && key in known.value ? { kind: 'value', value: known.value[key] } : { kind: 'nothing' };
}

function membersOf(known: Known): Suggestion[] {
  switch (known.kind) {
    case 'node': return members.node;
    case 'input': return members.input;
    case 'item': return members.item;
    case 'run': return members.run;
    case 'workflow': return members.workflow;
    case 'date': return methods.date;
    case 'dateTime': return members.dateTime;
    case 'all': return methods.array;
    case 'value': return membersOfValue(known.value);
    default: return [];
  }
}

function membersOfValue(value: unknown): Suggestion[] {
  if (typeof value === 'string') return methods.string;
  if (typeof value === 'number') return methods.number;
  if (typeof value === 'boolean') return methods.boolean;
  if (Array.isArray(value)) return methods.array;
  if (!isObject(value)) return [];
  const fields = Object.entries(value).map(([label, one]): Suggestion => ({ label, kind: 'field', detail: brief(one, 40), boost: 50, apply: accessor(label).replace(/^\./, '') }));
  return [...fields, ...methods.object];
}

/** What may come next in a template, by the data there is. */
export const suggestFrom = (data: CompletionData): Suggest => (text, at, asked) => {
  if (!isInside(text, at)) return null;
  const open = text.lastIndexOf('{{', at - 1) + 2;
  const code = text.slice(open, at);

  // 1. The name of a node, in $('…
  const node = /\$\(\s*(['"])([^'"]*)$/.exec(code);
  if (node) {
    const [, quote = "'", typed = ''] = node;
    return { from: at - typed.length, options: [...data.nodes.keys()].map(name => ({ label: name, kind: 'name', apply: name.replaceAll(quote, `\\${quote}`) })) };
  }

  // 2. A member of what stands before the dot.
  const member = /(\?\.|\.)([\w$]*)$/.exec(code);
  if (member) {
    const [whole, dot = '.', typed = ''] = member;
    const chain = chainBefore(code.slice(0, code.length - whole.length));
    if (!chain) return null;
    const [first = '', ...parts] = chain.parts;
    const options = membersOf(parts.reduce(step, begin(first, data)));
    if (options.length === 0) return null;
    // A name that is no identifier takes the place of its dot.
    return { from: at - typed.length - dot.length, options: options.map(one => ({ ...one, match: `${dot}${one.label}`, apply: one.apply?.startsWith('[') ? `${dot === '?.' ? '?.' : ''}${one.apply}` : `${dot}${one.apply ?? one.label}` })) };
  }

  // 3. A name to begin with.
  const word = /[$A-Za-z_][\w$]*$/.exec(code)?.[0] ?? '';
  if (word === '' && !asked && code.trim() !== '') return null;
  const nodes = [...data.nodes.keys()].map((label): Suggestion => ({ label: `$('${label}')`, kind: 'name', detail: 'earlier node', apply: `$('${label.replaceAll("'", "\\'")}').item.json` }));
  return { from: at - word.length, options: [...globals, ...nodes] };
};
