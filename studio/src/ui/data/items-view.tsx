import { Braces, Copy, EyeOff, FileText, Search, Table2, TableProperties } from 'lucide-react';
import { useDeferredValue, useMemo, useState, type DragEvent, type ReactNode } from 'react';
import { bytes, plural } from '@/lib/format';
import type { Path } from '@/lib/json';
import { readStored, writeStored } from '@/lib/stored';
import { cn } from '@/lib/cn';
import { Button } from '../button';
import { Empty } from '../empty';
import { told } from '../toast';
import { FilesView } from './files-view';
import { JsonView } from './json-view';
import { SchemaView } from './schema-view';
import { TableView } from './table-view';

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
  onDragField?: ((event: DragEvent, path: Path) => void) | undefined;
  /** The same without dragging: a click, or Enter. */
  onPickField?: ((path: Path) => void) | undefined;
  /** The item that is looked at; without, none is. */
  chosen?: number | undefined;
  onChoose?: ((index: number) => void) | undefined;
  actions?: ReactNode;
  /** Said where there are no items. */
  empty?: ReactNode;
};

type View = 'table' | 'json' | 'schema' | 'files';
const views = [{ id: 'table', name: 'Table', icon: Table2 }, { id: 'json', name: 'JSON', icon: Braces }, { id: 'schema', name: 'Schema', icon: TableProperties }] as const;

/** Items as a table, as JSON, by their schema, or as files. */
export function ItemsView({ items, count, hidden, onMore, actions, empty, ...fields }: ItemsViewProps) {
  const [wanted, setWanted] = useState<View>(() => readStored<View>('data-view', 'table'));
  const [searching, setSearching] = useState(false);
  const [text, setText] = useState('');
  const sought = useDeferredValue(text.trim());
  const json = useMemo(() => items.map(item => item.json), [items]);
  const files = useMemo(() => items.flatMap((item, index) => Object.entries(item.binary ?? {}).map(([name, file]) => ({ index, name, file }))), [items]);
  const view = wanted === 'files' && files.length === 0 ? 'table' : wanted;
  const choose = (next: View) => {
    setWanted(next);
    writeStored('data-view', next);
  };
  if (hidden) return <Empty icon={<EyeOff />} title="Hidden" text={`This node is marked as sensitive: what it hands on (${plural(count, 'item')}) is encrypted and not shown. Nodes after it see it as ever.`} />;
  if (items.length === 0) return <>{empty ?? <Empty title="No items" text="The step ran, and handed on nothing here." />}</>;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-1 px-2 py-1">
        <div role="group" aria-label="How the data is shown" className="flex rounded border border-n6 bg-n3 p-0.5">
          {views.map(({ id, name, icon: Icon }) => <ViewButton key={id} on={view === id} onClick={() => choose(id)}><Icon className="size-3.5 stroke-[1.5]" />{name}</ViewButton>)}
          {files.length > 0 && <ViewButton on={view === 'files'} onClick={() => choose('files')}><FileText className="size-3.5 stroke-[1.5]" />{plural(files.length, 'file')}</ViewButton>}
        </div>
        <span className="ml-auto flex items-center gap-0.5">
          {searching && <input autoFocus aria-label="Search the data" placeholder="Search" value={text} onChange={event => setText(event.target.value)} onKeyDown={event => { if (event.key === 'Escape') { event.preventDefault(); event.nativeEvent.stopPropagation(); setSearching(false); setText(''); } }} className="h-7 w-32 rounded border border-n6 bg-n1 px-2 text-meta" />}
          <Button look="quiet" size="icon" title="Search the data" aria-pressed={searching} onClick={() => { setSearching(!searching); setText(''); }}><Search /></Button>
          <Button look="quiet" size="icon" title="Copy as JSON" onClick={() => void navigator.clipboard.writeText(JSON.stringify(json, null, 2)).then(() => told(`Copied ${plural(json.length, 'item')}`))}><Copy /></Button>
          {actions}
        </span>
      </div>
      <div className="min-h-0 flex-1">
        {view === 'table' && <TableView items={json} sought={sought} {...fields} />}
        {view === 'json' && <JsonView items={json} sought={sought} {...fields} />}
        {view === 'schema' && <SchemaView items={json} sought={sought} {...fields} />}
        {view === 'files' && <FilesView files={files} />}
      </div>
      <footer className="flex min-h-7 shrink-0 items-center gap-2 border-t px-3 text-meta text-n10">
        {items.length < count ? `${items.length.toLocaleString()} of ${plural(count, 'item')}` : plural(count, 'item')}
        {files.length > 0 && view === 'files' && <span>{bytes(files.reduce((sum, { file }) => sum + file.size, 0))}</span>}
        {items.length < count && onMore && <Button size="small" look="quiet" className="h-6" onClick={onMore}>Show more</Button>}
      </footer>
    </div>
  );
}

const ViewButton = ({ on, onClick, children }: { on: boolean; onClick: () => void; children: ReactNode }) => (
  <button type="button" aria-pressed={on} onClick={onClick} className={cn('flex h-6 items-center gap-1 rounded-[4px] px-2 text-meta text-n10 hover:text-n12', on && 'bg-n1 text-n12 shadow-[0_0_0_1px_var(--n7)]')}>{children}</button>
);
