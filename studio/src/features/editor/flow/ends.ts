import type { Connection, Edge } from '@xyflow/react';
import type { EdgeDefinition } from '@/api/model';
import type { Ask } from '@/document/insert';
import { edge } from '@/document/model';

type Kind = 'input' | 'output' | 'slot' | 'plug';

/** "output:true" → ["output", "true"]. */
export function readHandle(handle: string | null | undefined): [Kind, string] | undefined {
  const at = handle?.indexOf(':') ?? -1;
  return handle && at > 0 ? [handle.slice(0, at) as Kind, handle.slice(at + 1)] : undefined;
}

/** The edge that a drawn wire means; undefined when its ends do not fit each other. */
export function edgeOf({ source, target, sourceHandle, targetHandle }: Connection | Edge): EdgeDefinition | undefined {
  const [from, to] = [readHandle(sourceHandle), readHandle(targetHandle)];
  if (!from || !to) return undefined;
  if (from[0] === 'output' && to[0] === 'input') return edge(source, from[1], target, to[1]);
  if (from[0] === 'plug' && to[0] === 'slot' && from[1] === to[1] && source !== target) return edge(source, from[1], target, to[1]);
  return undefined;
}

/** What is asked for when a wire from a port ends in the void. */
export function askOf(node: string, handle: string | null | undefined): Ask | undefined {
  const end = readHandle(handle);
  switch (end?.[0]) {
    case 'output': return { kind: 'after', node, output: end[1] };
    case 'input': return { kind: 'before', node, input: end[1] };
    case 'slot': return { kind: 'slot', node, slot: end[1] };
    case 'plug': return { kind: 'host', node, slot: end[1] };
    default: return undefined;
  }
}
