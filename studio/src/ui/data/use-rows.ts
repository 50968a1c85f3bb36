import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';

/** Draws of a long list only what is in sight; all rows are equally high. */
export function useRows(count: number, height: number) {
  const scroller = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- the rows it hands out change with each scroll, which is what we ask for
  const virtual = useVirtualizer({ count, estimateSize: () => height, getScrollElement: () => scroller.current, overscan: 12 });
  return { scroller, virtual };
}
