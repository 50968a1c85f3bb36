import { useEffect, useState, type RefObject } from 'react';

/** The width of an element, as it changes; 0 before it is drawn. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => { if (entry) setWidth(entry.contentRect.width); });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
