import type { NodeDefinition, NodeType } from '@/api/model';
import { typeKey } from '@/canvas/to-flow';
import type { Doc } from '@/document/model';

export const isTrigger = (type: NodeType | undefined) => type?.kind === 'trigger' || type?.kind === 'polling';

/** Nodes that can start a run. */
export const triggersOf = (doc: Doc, types: ReadonlyMap<string, NodeType> | undefined): NodeDefinition[] => doc.definition.nodes.filter(node => !node.disabled && isTrigger(types?.get(typeKey(node))));

/** How a run begins: at once, with an input to write, or with a call from outside. */
export function beginningOf(doc: Doc, triggers: NodeDefinition[]): 'now' | 'input' | 'listen' {
  if (Object.keys((doc.definition.inputs?.properties ?? {}) as object).length > 0) return 'input';
  if (triggers.some(node => node.type === 'trigger.manual')) return 'now';
  if (triggers.length > 0 && triggers.every(node => isHook(node))) return 'listen';
  return triggers.every(node => node.pin !== undefined || node.type === 'trigger.schedule') ? 'now' : 'input';
}

export const isHook = (node: NodeDefinition) => node.type === 'trigger.webhook' || node.type === 'trigger.form';

/** Where a draft's trigger answers. */
export function testAddress(node: NodeDefinition, tenant: string | undefined, origin: string): string {
  const path = typeof node.parameters?.path === 'string' ? node.parameters.path.replace(/^\/+/, '') : '';
  return `${origin}/hooks-test/${tenant && tenant !== 'default' ? `${tenant}/` : ''}${path}`;
}
