import { useMemo } from 'react';
import { useListNodeTypesQuery } from '@/api/nodes';
import type { NodeType } from '@/api/model';
import { typeKey } from './to-flow';

/** Every node type by `type@version`; undefined until they are there. */
export function useNodeTypes(): ReadonlyMap<string, NodeType> | undefined {
  const { data } = useListNodeTypesQuery();
  return useMemo(() => data && new Map(data.map(type => [typeKey(type), type])), [data]);
}
