import { useId, useMemo, useState, type KeyboardEvent } from 'react';
import { cn } from '@/lib/cn';
import { shapesOf } from './shape';
import type { FieldGestures } from './table-view';
import { useRows } from './use-rows';

const ROW = 28;

/** The fields there are, what they are, and an example of each. */
export function SchemaView({ items, sought, onDragField, onPickField }: FieldGestures & { items: unknown[]; sought: string }) {
  const id = useId();
  const all = useMemo(() => shapesOf(items), [items]);
  const shapes = useMemo(() => (sought === '' ? all : all.filter(shape => shape.path.join('.').toLowerCase().includes(sought.toLowerCase()))), [all, sought]);
  const { scroller, virtual } = useRows(shapes.length, ROW);
  const [cursor, setCursor] = useState(0);
  const onKeyDown = (event: KeyboardEvent) => {
    const shape = shapes[cursor];
    if (event.key === 'Enter' && shape) onPickField?.(shape.path);
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const next = Math.max(0, Math.min(shapes.length - 1, cursor + (event.key === 'ArrowDown' ? 1 : -1)));
      setCursor(next);
      virtual.scrollToIndex(next);
    } else return;
    event.preventDefault();
  };
  if (all.length === 0) return <p className="border-t p-3 text-n10">The items have no fields.</p>;
  return (
    <div ref={scroller} role="listbox" tabIndex={0} aria-label="Fields" aria-activedescendant={shapes.length > 0 ? `${id}-${cursor}` : undefined} onKeyDown={onKeyDown} className="group/list h-full overflow-auto border-t outline-offset-[-2px]">
      <div role="none" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const shape = shapes[index]!;
          return (
            <div key={index} id={`${id}-${index}`} role="option" aria-selected={cursor === index} draggable={!!onDragField} onDragStart={event => onDragField?.(event, shape.path)} onClick={() => { setCursor(index); onPickField?.(shape.path); }}
              title={onDragField ? 'Drag onto a parameter, or click to insert' : undefined} style={{ height: ROW, transform: `translateY(${start}px)`, paddingLeft: 12 + shape.depth * 16 }}
              className={cn('absolute inset-x-0 flex items-center gap-2 pr-3 hover:bg-n3', onDragField && 'cursor-grab', cursor === index && 'group-focus/list:bg-n4')}>
              <span dir="auto" className="max-w-1/2 shrink-0 truncate font-medium">{shape.name}</span>
              <span className="shrink-0 text-meta text-n10">{shape.types.join(', ')}{shape.sometimes && ', sometimes'}</span>
              <span dir="auto" className="ml-auto max-w-1/2 truncate font-mono text-meta text-n10">{shape.example}</span>
            </div>
          );
        })}
      </div>
      {shapes.length === 0 && <p className="p-3 text-n10">No field is called “{sought}”.</p>}
    </div>
  );
}
