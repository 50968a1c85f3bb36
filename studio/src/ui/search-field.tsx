import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { cn } from '@/lib/cn';
import { Input } from './field';

/** Text to look for; what is typed counts once the typing pauses. */
export function SearchField({ value, onChange, label, className }: { value: string; onChange: (text: string) => void; label: string; className?: string }) {
  const [text, setText] = useState(value);
  const [given, setGiven] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // The address can change without us: Back, or a link.
  if (value !== given) {
    setGiven(value);
    if (value !== text.trim()) setText(value);
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (next: string, wait: number) => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onChange(next.trim()), wait);
  };
  return (
    <div className={cn('relative', className)}>
      <Search aria-hidden className="pointer-events-none absolute top-2 left-2 size-4 stroke-[1.5] text-n10" />
      <Input type="search" aria-label={label} placeholder={label} value={text} onChange={event => type(event.target.value, 200)} className="pr-7 pl-8 [&::-webkit-search-cancel-button]:hidden" dir="auto" />
      {text && <button type="button" aria-label="Clear the search" onClick={() => type('', 0)} className="absolute top-1 right-1 rounded p-1 text-n10 hover:bg-n4"><X className="size-4 stroke-[1.5]" /></button>}
    </div>
  );
}
