import { isObject, type Path } from '@/lib/json';

/** One line of a tree. Its key is its path as text. */
export type TreeRow = { key: string; path: Path; name: string | number | undefined; depth: number; value: unknown; children: number; open: boolean };

const OPEN_DEPTH = 2;
const OPEN_CHILDREN = 50;
/** No key of JSON contains it unless somebody tries hard; then two lines fold together. */
const BETWEEN = '\u0000';

const keyPart = (part: string | number) => (typeof part === 'number' ? `${BETWEEN}#${part}` : `${BETWEEN}${part}`);
export const keyOf = (path: Path): string => path.map(keyPart).join('');

const childrenOf = (value: unknown): number => (Array.isArray(value) ? value.length : isObject(value) ? Object.keys(value).length : 0);

/** Whether a value is open before anybody touches it: what is near the root, and neither large nor one of very many. */
const opensItself = (depth: number, children: number, siblings: number) => depth === 0 || (depth < OPEN_DEPTH && children <= OPEN_CHILDREN && siblings <= OPEN_CHILDREN);

/** The lines to be seen. `turned` are those a person has opened or closed against how they would be; with `found`, only lines that lead to something found. */
export function treeRows(root: unknown, turned: ReadonlySet<string>, found?: Found): TreeRow[] {
  const rows: TreeRow[] = [];
  const visit = (value: unknown, name: string | number | undefined, path: Path, key: string, depth: number, siblings: number) => {
    if (found && !found.leading.has(key) && !found.within(path)) return;
    const children = childrenOf(value);
    const open = children > 0 && (found?.leading.has(key) && !found.hits.has(key) ? !turned.has(key) : opensItself(depth, children, siblings) !== turned.has(key));
    rows.push({ key, path, name, depth, value, children, open });
    if (!open) return;
    if (Array.isArray(value)) for (let at = 0; at < value.length; at++) visit(value[at], at, [...path, at], key + keyPart(at), depth + 1, children);
    else if (isObject(value)) for (const field of Object.keys(value)) visit(value[field], field, [...path, field], key + keyPart(field), depth + 1, children);
  };
  visit(root, undefined, [], '', 0, 1);
  return rows;
}

export type Found = { hits: Set<string>; leading: Set<string>; more: boolean; within: (path: Path) => boolean };

const MOST = 500;

/** Where names and values contain a text; at most 500 places. */
export function find(root: unknown, text: string, most = MOST): Found {
  const sought = text.toLowerCase();
  const hits = new Set<string>();
  const leading = new Set<string>();
  let more = false;
  const path: Path = [];
  const hit = () => {
    hits.add(keyOf(path));
    for (let length = path.length; length >= 0; length--) {
      const key = keyOf(path.slice(0, length));
      if (leading.has(key)) break;
      leading.add(key);
    }
  };
  const visit = (value: unknown, name: string | number | undefined) => {
    if (hits.size >= most) {
      more = true;
      return;
    }
    const isLeaf = typeof value !== 'object' || value === null;
    if ((typeof name === 'string' && name.toLowerCase().includes(sought)) || (isLeaf && String(value).toLowerCase().includes(sought))) hit();
    if (isLeaf) return;
    const entries: Iterable<[string | number, unknown]> = Array.isArray(value) ? value.entries() : Object.entries(value);
    for (const [part, child] of entries) {
      path.push(part);
      visit(child, part);
      path.pop();
    }
  };
  visit(root, undefined);
  return { hits, leading, more, within: at => at.some((_, length) => hits.has(keyOf(at.slice(0, length)))) };
}
