import { ChevronRight } from 'lucide-react';
import { useId, useMemo, useState, type DragEvent, type KeyboardEvent } from 'react';
import { cn } from '@/lib/cn';
import { plural } from '@/lib/format';
import { brief, type Path } from '@/lib/json';
import type { FieldGestures } from './table-view';
import { find, treeRows, type TreeRow } from './tree';
import { useRows } from './use-rows';

const ROW = 22;
const LETTERS = 400;
const untouched: ReadonlySet<string> = new Set();

/** Items as a tree that folds. Arrow keys walk, ← and → fold, Enter puts the field into the parameter. */
export function JsonView({ items, sought, onDragField, onPickField }: FieldGestures & { items: unknown[]; sought: string }) {
  const id = useId();
  const single = items.length === 1;
  const root = single ? items[0] : items;
  // What is folded by hand while searching says nothing about the tree without the search.
  const [folds, setFolds] = useState({ sought, turned: untouched });
  const [rest, setRest] = useState(untouched);
  const turned = sought === '' ? rest : folds.sought === sought ? folds.turned : untouched;
  const found = useMemo(() => (sought === '' ? undefined : find(root, sought)), [root, sought]);
  const rows = useMemo(() => treeRows(root, turned, found), [root, turned, found]);
  const { scroller, virtual } = useRows(rows.length, ROW);
  const [cursor, setCursor] = useState(0);
  /** Within one item: the number of the item is no part of it. */
  const fieldOf = (path: Path): Path | undefined => (single ? path : path.length === 0 ? undefined : path.slice(1));
  const turn = (row: TreeRow) => {
    const next = new Set(turned);
    if (!next.delete(row.key)) next.add(row.key);
    if (sought === '') setRest(next);
    else setFolds({ sought, turned: next });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[cursor];
    const go = (to: number) => {
      const next = Math.max(0, Math.min(rows.length - 1, to));
      setCursor(next);
      virtual.scrollToIndex(next);
    };
    if (!row) return;
    const acts: Record<string, () => void> = {
      ArrowDown: () => go(cursor + 1), ArrowUp: () => go(cursor - 1), PageDown: () => go(cursor + 20), PageUp: () => go(cursor - 20), Home: () => go(0), End: () => go(rows.length - 1),
      ArrowRight: () => (row.children > 0 && !row.open ? turn(row) : go(cursor + 1)),
      ArrowLeft: () => (row.open ? turn(row) : go(rows.findLastIndex((other, at) => at < cursor && other.depth < row.depth))),
      Enter: () => { const path = fieldOf(row.path); if (path) onPickField?.(path); },
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };

  return (
    <div className="flex h-full flex-col">
      {found && <p role="status" className="shrink-0 border-t px-3 py-1 text-meta text-n10">{found.hits.size === 0 ? `Nothing contains “${sought}”.` : `${found.more ? 'More than ' : ''}${plural(found.hits.size, 'place')}`}</p>}
      <div ref={scroller} role="tree" tabIndex={0} aria-label="Items as JSON" aria-activedescendant={rows.length > 0 ? `${id}-${cursor}` : undefined} onKeyDown={onKeyDown} className="group/tree min-h-0 flex-1 overflow-auto border-t py-1 font-mono text-[12.5px] outline-offset-[-2px]">
        <div role="none" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index]!;
            const path = fieldOf(row.path);
            return (
              <div key={row.key} id={`${id}-${index}`} role="treeitem" aria-level={row.depth + 1} aria-expanded={row.children > 0 ? row.open : undefined} aria-selected={cursor === index} style={{ height: ROW, transform: `translateY(${start}px)`, paddingLeft: 8 + row.depth * 14 }}
                className={cn('absolute inset-x-0 flex items-center gap-1 pr-2 hover:bg-n3', cursor === index && 'group-focus/tree:bg-n4', found?.hits.has(row.key) && 'bg-decision-soft')} onClick={() => { setCursor(index); if (row.children > 0) turn(row); }}>
                {row.children > 0 ? <ChevronRight className={cn('size-3.5 shrink-0 text-n9', row.open && 'rotate-90')} /> : <span className="w-3.5 shrink-0" />}
                {row.name !== undefined && <Name row={row} path={path && path.length > 0 ? path : undefined} onDragField={onDragField} onPickField={onPickField} />}
                <Value row={row} />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Name({ row, path, onDragField, onPickField }: { row: TreeRow; path: Path | undefined; onDragField: ((event: DragEvent, path: Path) => void) | undefined; onPickField: ((path: Path) => void) | undefined }) {
  const active = path !== undefined && !!onDragField;
  return (
    <span draggable={active} onDragStart={event => { if (path) onDragField?.(event, path); }} onClick={event => { if (path && onPickField) { event.stopPropagation(); onPickField(path); } }}
      title={active ? 'Drag onto a parameter, or click to insert' : undefined} className={cn('max-w-3/5 shrink-0 truncate rounded-sm px-0.5', typeof row.name === 'number' ? 'text-n10' : 'text-running', active && 'cursor-grab hover:bg-accent-soft hover:text-accent')}>{row.name}<span className="text-n9">:</span></span>
  );
}

function Value({ row: { value, children, open } }: { row: TreeRow }) {
  if (Array.isArray(value)) return <span className="truncate text-n10">{children === 0 ? '[]' : open ? `[${children.toLocaleString()}]` : brief(value, 80)}</span>;
  if (typeof value === 'object' && value !== null) return <span className="truncate text-n10">{children === 0 ? '{}' : open ? '{…}' : brief(value, 80)}</span>;
  if (typeof value === 'string') return <span dir="auto" title={value.length > 40 ? value.slice(0, 2_000) : undefined} className="truncate text-succeeded">{value.length > LETTERS ? `"${value.slice(0, LETTERS)}…" ${value.length.toLocaleString()} letters` : JSON.stringify(value)}</span>;
  return <span className={cn('truncate', typeof value === 'number' ? 'text-decision' : 'text-accent')}>{String(value)}</span>;
}
