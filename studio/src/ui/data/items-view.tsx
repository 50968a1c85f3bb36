export type ShownBinary = { id: string; mimeType: string; fileName?: string | null; size: number };
export type ShownItem = { json: unknown; binary?: Record<string, ShownBinary> | undefined };

export type ItemsViewProps = {
  items: ShownItem[];
  /** All there are; the list may be shorter. */
  count: number;
  /** The node is sensitive: there is nothing to see. */
  hidden?: boolean | undefined;
  onMore?: (() => void) | undefined;
  /** Fields can be dragged onto a parameter; the path is that of the field within the item. */
  onDragField?: ((event: React.DragEvent, path: (string | number)[]) => void) | undefined;
};

/** Items as a table, as JSON, by their schema, or as files. */
export function ItemsView({ items, hidden }: ItemsViewProps) {
  return <pre className="overflow-auto p-3">{hidden ? 'Hidden' : JSON.stringify(items.map(item => item.json), null, 2)}</pre>;
}
