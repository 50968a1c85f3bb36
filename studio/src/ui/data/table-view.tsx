import { useId, useMemo, useState, type DragEvent, type KeyboardEvent } from 'react';
import { cn } from '@/lib/cn';
import { brief, isObject, type Path } from '@/lib/json';
import { columnsOf, type Column } from './shape';
import { useRows } from './use-rows';

export type FieldGestures = { onDragField?: ((event: DragEvent, path: Path) => void) | undefined; onPickField?: ((path: Path) => void) | undefined; chosen?: number | undefined; onChoose?: ((index: number) => void) | undefined };

const ROW = 28;
const NUMBER = 44;

const cellOf = (item: unknown, column: Column): unknown => (column.name === undefined ? (isObject(item) ? undefined : item) : isObject(item) ? item[column.name] : undefined);
const pathOf = (column: Column): Path => (column.name === undefined ? [] : [column.name]);

/** Items in rows, fields in columns. Arrow keys walk; Enter puts the field at the cursor into the parameter. */
export function TableView({ items, sought, onDragField, onPickField, chosen, onChoose }: FieldGestures & { items: unknown[]; sought: string }) {
  const id = useId();
  const { columns, more } = useMemo(() => columnsOf(items), [items]);
  const rows = useMemo(() => {
    const all = items.map((_, index) => index);
    const text = sought.toLowerCase();
    return text === '' ? all : all.filter(index => (JSON.stringify(items[index]) ?? '').toLowerCase().includes(text));
  }, [items, sought]);
  const { scroller, virtual } = useRows(rows.length, ROW);
  const [cursor, setCursor] = useState({ row: 0, column: 0 });
  const width = NUMBER + columns.reduce((sum, column) => sum + column.width, 0);
  const grid = `${NUMBER}px ${columns.map(column => `${column.width}px`).join(' ')}`;

  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, [number, number]> = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageDown: [20, 0], PageUp: [-20, 0] };
    const move = moves[event.key];
    const column = columns[cursor.column];
    if (event.key === 'Enter' && column && onPickField) {
      event.preventDefault();
      onPickField(pathOf(column));
    }
    if (!move) return;
    event.preventDefault();
    const row = Math.max(0, Math.min(rows.length - 1, cursor.row + move[0]));
    setCursor({ row, column: Math.max(0, Math.min(columns.length - 1, cursor.column + move[1])) });
    virtual.scrollToIndex(row);
    const index = rows[row];
    if (move[0] !== 0 && index !== undefined) onChoose?.(index);
  };

  return (
    <div ref={scroller} role="grid" tabIndex={0} aria-label="Items" aria-rowcount={rows.length + 1} aria-colcount={columns.length + 1} aria-activedescendant={rows.length > 0 ? `${id}-${cursor.row}-${cursor.column}` : undefined} onKeyDown={onKeyDown} className="group/grid h-full overflow-auto outline-offset-[-2px]">
      <div style={{ width: Math.max(width, 0), minWidth: '100%' }}>
        <div role="row" aria-rowindex={1} className="sticky top-0 z-1 grid h-7 items-center border-y bg-n3 text-meta font-medium text-n11" style={{ gridTemplateColumns: grid }}>
          <span role="columnheader" className="px-2 text-right text-n9">#</span>
          {columns.map(column => (
            <span key={column.title} role="columnheader" title={onPickField ? `${column.title}: drag onto a parameter, or click to insert` : column.title} draggable={!!onDragField} onDragStart={event => onDragField?.(event, pathOf(column))} onClick={() => onPickField?.(pathOf(column))}
              dir="auto" className={cn('truncate px-2 text-left', onDragField && 'cursor-grab hover:bg-accent-soft hover:text-accent')}>{column.title}</span>
          ))}
        </div>
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map(({ index: row, start }) => {
            const index = rows[row]!;
            return (
              <div key={row} role="row" aria-rowindex={row + 2} aria-selected={onChoose ? chosen === index : undefined} onClick={() => { setCursor(was => ({ ...was, row })); onChoose?.(index); }}
                className={cn('absolute inset-x-0 grid items-center border-b hover:bg-n3', chosen === index && 'bg-accent-soft hover:bg-accent-soft')} style={{ height: ROW, transform: `translateY(${start}px)`, gridTemplateColumns: grid }}>
                <span role="rowheader" className="px-2 text-right text-meta text-n10">{index}</span>
                {columns.map((column, at) => <Cell key={column.title} id={`${id}-${row}-${at}`} value={cellOf(items[index], column)} current={cursor.row === row && cursor.column === at} />)}
              </div>
            );
          })}
        </div>
        {rows.length === 0 && <p className="p-3 text-n10">No item contains “{sought}”.</p>}
        {more > 0 && <p className="p-3 text-meta text-n10">{more.toLocaleString()} more fields: see them as JSON or schema.</p>}
      </div>
    </div>
  );
}

function Cell({ id, value, current }: { id: string; value: unknown; current: boolean }) {
  const text = value === undefined ? '' : value === '' ? '""' : brief(value, 200);
  const nested = typeof value === 'object' && value !== null;
  return (
    <span id={id} role="gridcell" dir="auto" title={text.length > 20 ? text : undefined} className={cn('truncate px-2 leading-7', nested && 'font-mono text-meta text-n10', typeof value === 'number' && 'text-right', (value === null || typeof value === 'boolean' || value === '') && 'font-mono text-meta text-n10', current && 'group-focus/grid:outline-1 group-focus/grid:-outline-offset-1 group-focus/grid:outline-accent')}>{text}</span>
  );
}
