import Fuse from 'fuse.js';
import type { NodeType } from '@/api/model';
import { fitOf } from '@/canvas/ports';
import type { Ask } from '@/document/insert';

/** Whether a new node of a type can do what is asked. */
export function fits(type: NodeType, ask: Ask): boolean {
  const fit = fitOf(type);
  const [takes, gives] = [type.inputs.length > 0 || type.dynamicInputs, type.outputs.length > 0 || type.dynamicOutputs];
  switch (ask.kind) {
    case 'after': return fit === undefined && takes;
    case 'before': return fit === undefined && gives;
    case 'edge': return fit === undefined && takes && gives;
    case 'slot': return fit === ask.slot;
    case 'host': return type.attachments.some(slot => slot.replace(/[*!]+$/, '') === ask.slot);
    default: return true;
  }
}

export type Offer = { title: string; types: NodeType[] };

const order = ['Triggers', 'Flow', 'Data', 'Network', 'Code', 'AI', 'Messages', 'Databases', 'Files'];
const rank = (category: string) => (order.indexOf(category) + order.length + 1) % (order.length + 1);

/** The newest version of each type. */
function newest(types: NodeType[]): NodeType[] {
  const found = new Map<string, NodeType>();
  for (const type of types) if ((found.get(type.type)?.version ?? 0) < type.version) found.set(type.type, type);
  return [...found.values()];
}

/** What the palette offers: without a text what was used last and then everything by category, with one the best matches. */
export function offersOf(types: NodeType[], ask: Ask, text: string, recent: string[]): Offer[] {
  const fitting = newest(types).filter(type => fits(type, ask) && !type.type.startsWith('n8n.stub'));
  if (text.trim() !== '') {
    const fuse = new Fuse(fitting, { keys: [{ name: 'name', weight: 4 }, { name: 'keywords', weight: 2 }, { name: 'type', weight: 2 }, { name: 'category', weight: 1 }, { name: 'summary', weight: 0.5 }], threshold: 0.35, ignoreLocation: true });
    return [{ title: 'Found', types: fuse.search(text.trim()).map(found => found.item).slice(0, 40) }];
  }
  const used = recent.flatMap(name => fitting.find(type => type.type === name) ?? []).slice(0, 5);
  const categories = [...new Set(fitting.map(type => type.category))].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
  return [...(used.length > 0 ? [{ title: 'Used last', types: used }] : []), ...categories.map(title => ({ title, types: fitting.filter(type => type.category === title) }))];
}
