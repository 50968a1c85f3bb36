import { useMemo, useState } from 'react';
import type { Items, Json, Step } from '@/api/model';
import type { Doc } from '@/document/model';
import { isOwnInput, sourcesOf, type Source } from './flow';
import { itemsAt, latestItems, pinnedItems, firingsOf, shownPort } from './items';

export type NodeInput = {
  sources: Source[];
  source: Source | undefined;
  /** Whether $json reads from what is shown. */
  isOwn: boolean;
  choose: (key: string) => void;
  /** The firing of the node that is shown; its inputs are what really came in. */
  own: Step | undefined;
  ownPort: string | undefined;
  index: number;
  setIndex: (index: number) => void;
  item: Json | undefined;
  binary: unknown;
  nodes: Map<string, Items>;
  pinOf: (source: Source | undefined) => Json | undefined;
};

/** Where the node's data comes from, and the item that is looked at. */
export function useNodeInput(doc: Doc, nodeId: string, steps: Step[] | undefined, own: Step | undefined): NodeInput {
  const [chosen, choose] = useState<string>();
  const [index, setIndex] = useState(0);
  const sources = useMemo(() => sourcesOf(doc, nodeId), [doc, nodeId]);
  const pins = useMemo(() => new Map(doc.definition.nodes.flatMap(node => (node.pin === undefined ? [] : [[node.id, node.pin] as const]))), [doc]);
  const source = sources.find(one => one.key === chosen) ?? sources[0];
  const isOwn = source === undefined || isOwnInput(source, sources);
  const first = sources[0];
  const ownPort = own && shownPort(own.inputs, first?.input);
  const nodes = useMemo(() => new Map(sources.flatMap(({ nodeId: id, name }) => {
    const items = latestItems(steps, id, pins.get(id));
    return items && !items.hidden && items.items.length > 0 ? [[name, items] as const] : [];
  })), [sources, steps, pins]);
  const incoming = useMemo(() => {
    if (own && ownPort !== undefined && itemsAt(own.inputs, ownPort).count > 0) return itemsAt(own.inputs, ownPort);
    if (!first) return undefined;
    const last = firingsOf(steps, first.nodeId).at(-1);
    return last ? itemsAt(last.outputs, first.port) : pinnedItems(pins.get(first.nodeId));
  }, [own, ownPort, first, steps, pins]);
  const item = incoming?.hidden ? undefined : (incoming?.items[index] ?? incoming?.items[0]);
  return { sources, source, isOwn, choose, own, ownPort, index, setIndex, item: item?.json, binary: item?.binary, nodes, pinOf: one => (one ? pins.get(one.nodeId) : undefined) };
}
