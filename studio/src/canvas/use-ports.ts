import { useEffect, useMemo } from 'react';
import { useDispatch, useSelector } from 'react-redux';
import { getPorts, type Ports } from '@/api/nodes';
import type { NodeType } from '@/api/model';
import { useDebounced } from '@/lib/use-debounced';
import type { Doc } from '@/document/model';
import { typeKey } from './to-flow';

type Asked = { id: string; args: Parameters<typeof getPorts.initiate>[0] };

/** The ports of those nodes whose parameters decide which ones they have. */
export function usePorts(doc: Doc, types: ReadonlyMap<string, NodeType> | undefined): Record<string, Ports | undefined> {
  const dispatch = useDispatch();
  // While somebody types a rule, one question at its end is enough.
  const nodes = useDebounced(doc.definition.nodes, 250);
  const asked = useMemo(() => nodes.flatMap((node): Asked[] => {
    const type = types?.get(typeKey(node));
    return type && (type.dynamicInputs || type.dynamicOutputs) ? [{ id: node.id, args: { type: node.type, version: node.version, parameters: node.parameters ?? {} } }] : [];
  }), [nodes, types]);
  useEffect(() => {
    const subscriptions = asked.map(({ args }) => dispatch(getPorts.initiate(args) as never) as { unsubscribe: () => void });
    return () => subscriptions.forEach(one => one.unsubscribe());
  }, [asked, dispatch]);
  const found = useSelector((state: never) => asked.map(({ args }) => getPorts.select(args)(state).data), same);
  return useMemo(() => Object.fromEntries(asked.map(({ id }, at) => [id, found[at]])), [asked, found]);
}

const same = (a: unknown[], b: unknown[]) => a.length === b.length && a.every((one, at) => one === b[at]);
