import { useEffect, useState } from 'react';

/** Nothing for 300 ms, then the shape of the rows that come. */
export function LoadingRows({ rows = 8 }: { rows?: number }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 300);
    return () => clearTimeout(timer);
  }, []);
  if (!shown) return null;
  return (
    <div role="status" aria-label="Loading" className="flex flex-col">
      {Array.from({ length: rows }, (_, at) => (
        <div key={at} className="flex h-10 items-center gap-4 border-b px-4"><div className="skeleton h-3" style={{ width: `${30 + ((at * 37) % 30)}%` }} /><div className="skeleton ml-auto h-3 w-20" /></div>
      ))}
    </div>
  );
}
