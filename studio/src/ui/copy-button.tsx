import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './button';

/** Copies a text, and shows that it did. */
export function CopyButton({ text, title, label }: { text: string; title: string; label?: string }) {
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return undefined;
    const timer = setTimeout(() => setDone(false), 1_500);
    return () => clearTimeout(timer);
  }, [done]);
  const mark = done ? <Check /> : <Copy />;
  const copy = () => void navigator.clipboard.writeText(text).then(() => setDone(true));
  return label ? <Button size="small" look="quiet" title={title} onClick={copy}>{mark}{label}</Button> : <Button look="quiet" size="icon" title={title} onClick={copy}>{mark}</Button>;
}
