import { isAttachmentEdge, NODE_HEIGHT, NODE_WIDTH, type Doc, type Point } from './model';

const COLUMN = NODE_WIDTH + 76;
const ROW = NODE_HEIGHT + 48;

/** Places for nodes that have none: columns by distance from the start, sub-nodes below their hosts. What has a place keeps it. */
export function placesOf(doc: Doc): Record<string, Point> {
  const known = doc.layout.nodes ?? {};
  const missing = doc.definition.nodes.filter(node => !isPoint(known[node.id]));
  if (missing.length === 0) return known;
  const column = columnsOf(doc);
  const placed = Object.values(known).filter(isPoint);
  const top = placed.length === 0 ? 0 : Math.ceil((Math.max(...placed.map(point => point.y)) + ROW * 1.5) / 8) * 8;
  const filled = new Map<number, number>();
  const found: Record<string, Point> = Object.fromEntries(Object.entries(known).filter(([, point]) => isPoint(point)));
  for (const node of missing) {
    const at = column.get(node.id) ?? 0;
    const row = filled.get(at) ?? 0;
    filled.set(at, row + 1);
    found[node.id] = { x: at * COLUMN, y: top + row * ROW };
  }
  return found;
}

const isPoint = (point: unknown): point is Point => typeof point === 'object' && point !== null && Number.isFinite((point as Point).x) && Number.isFinite((point as Point).y);

/** The longest way to each node, without the edges that lead back. */
function columnsOf(doc: Doc): Map<string, number> {
  const out = new Map<string, string[]>();
  const led = new Set<string>();
  const host = new Map<string, string>();
  for (const edge of doc.definition.edges) {
    if (isAttachmentEdge(edge)) host.set(edge.from, edge.to);
    else {
      out.set(edge.from, [...(out.get(edge.from) ?? []), edge.to]);
      led.add(edge.to);
    }
  }
  const ids = doc.definition.nodes.map(node => node.id);
  const { order, back } = walk([...ids.filter(id => !led.has(id)), ...ids.filter(id => led.has(id))], out);
  const column = new Map<string, number>();
  for (const id of order) {
    const at = column.get(id) ?? 0;
    column.set(id, at);
    for (const to of out.get(id) ?? []) if (!back.has(`${id}\u0001${to}`)) column.set(to, Math.max(column.get(to) ?? 0, at + 1));
  }
  for (const [sub, owner] of host) column.set(sub, column.get(owner) ?? 0);
  return column;
}

/** Every node after those that lead to it, and the edges that lead back. A stack of our own: a chain of thousands of nodes is deeper than the language's. */
function walk(starts: string[], out: Map<string, string[]>): { order: string[]; back: Set<string> } {
  const order: string[] = [];
  const back = new Set<string>();
  const seen = new Set<string>();
  const open = new Set<string>();
  for (const start of starts) {
    if (seen.has(start)) continue;
    const stack = [{ id: start, next: 0 }];
    for (seen.add(start), open.add(start); stack.length > 0;) {
      const top = stack[stack.length - 1] as { id: string; next: number };
      const to = out.get(top.id)?.[top.next++];
      if (to === undefined) {
        order.push(top.id);
        open.delete(top.id);
        stack.pop();
      } else if (open.has(to)) back.add(`${top.id}\u0001${to}`);
      else if (!seen.has(to)) {
        seen.add(to);
        open.add(to);
        stack.push({ id: to, next: 0 });
      }
    }
  }
  return { order: order.reverse(), back };
}
