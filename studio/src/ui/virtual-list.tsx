import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { cn } from '@/lib/cn';

type VirtualListProps<T> = {
  items: readonly T[];
  keyOf: (item: T) => string;
  rowHeight: number;
  label: string;
  /** A heading row with `role="row"`; it scrolls sideways with the rows. */
  head?: ReactNode;
  row: (item: T, at: number) => ReactNode;
  rowClass?: (item: T) => string | undefined;
  /** Asked for when the end comes into view and there is more. */
  onEnd?: (() => void) | undefined;
  hasMore?: boolean | undefined;
  /** Opens a row, by Enter. */
  onOpen?: ((item: T) => void) | undefined;
  /** Name under which the place in the list outlives a reload. */
  placeKey?: string | undefined;
  className?: string;
};

const placeOf = (key: string) => Number(sessionStorage.getItem(`auterity.place.${key}`) ?? 0);

/** A table of any length: only rows in view exist. Arrow keys walk the rows, Enter opens one. */
export function VirtualList<T>({ items, keyOf, rowHeight, label, head, row, rowClass, onEnd, hasMore, onOpen, placeKey, className }: VirtualListProps<T>) {
  const frame = useRef<HTMLDivElement>(null);
  // Its functions read the latest scroll position: nothing here keeps one of them.
  // eslint-disable-next-line react-hooks/incompatible-library
  const rows = useVirtualizer({ count: items.length, getScrollElement: () => frame.current, estimateSize: () => rowHeight, overscan: 12, initialOffset: () => (placeKey ? placeOf(placeKey) : 0), getItemKey: at => { const item = items[at]; return item === undefined ? at : keyOf(item); } });
  const shown = rows.getVirtualItems();
  const last = shown.at(-1)?.index ?? -1;
  useEffect(() => {
    if (hasMore && last >= items.length - 15) onEnd?.();
  }, [hasMore, last, items.length, onEnd]);
  useLayoutEffect(() => {
    if (placeKey && frame.current && frame.current.scrollTop === 0 && items.length > 0) frame.current.scrollTop = placeOf(placeKey);
    // Once, when the first rows are there.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [placeKey, items.length > 0]);
  const walk = (event: KeyboardEvent, at: number) => {
    if (event.target !== event.currentTarget) return;
    const item = items[at];
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 12, PageUp: -12 }[event.key];
    if (event.key === 'Enter' && item !== undefined) onOpen?.(item);
    else if (step) {
      event.preventDefault();
      const to = Math.max(0, Math.min(items.length - 1, at + step));
      rows.scrollToIndex(to);
      requestAnimationFrame(() => frame.current?.querySelector<HTMLElement>(`[data-row="${to}"]`)?.focus());
    }
  };
  return (
    <div ref={frame} className={cn('h-full overflow-auto', className)} onScroll={event => { if (placeKey) sessionStorage.setItem(`auterity.place.${placeKey}`, String(Math.round(event.currentTarget.scrollTop))); }}>
      <div role="table" aria-label={label} aria-rowcount={hasMore ? -1 : items.length} className="min-w-fit">
        {head && <div role="rowgroup" className="sticky top-0 z-10 bg-n1">{head}</div>}
        <div role="rowgroup" style={{ height: rows.getTotalSize() }} className="relative">
          {shown.map(({ index, key, start }) => {
            const item = items[index];
            return item !== undefined && (
              <div key={key} role="row" aria-rowindex={index + 1} data-row={index} tabIndex={0} onKeyDown={event => walk(event, index)} style={{ height: rowHeight, transform: `translateY(${start}px)` }}
                className={cn('absolute inset-x-0 top-0 flex items-center border-b hover:bg-n2 focus-visible:-outline-offset-2', rowClass?.(item))}>{row(item, index)}</div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** A cell of a row. */
export const Cell = ({ className, children }: { className?: string; children?: ReactNode }) => <div role="cell" className={cn('flex min-w-0 items-center gap-2 px-2', className)}>{children}</div>;
