import { useState } from 'react';
import { lineDiff } from '@/lib/text-diff';
import { cn } from '@/lib/cn';
import { Button } from './button';

export type ShownChange = { path: string; before: unknown; after: unknown };

const FIRST = 100;
const LONGEST = 4_000;

/** Values that differ: where, what it was, what it is. Long texts line by line. */
export function ChangeList({ changes, nothing = 'No difference.' }: { changes: readonly ShownChange[]; nothing?: string }) {
  const [all, setAll] = useState(false);
  if (changes.length === 0) return <p className="p-3 text-n10">{nothing}</p>;
  return (
    <div>
      <ul className="flex flex-col">{(all ? changes : changes.slice(0, FIRST)).map(change => <li key={change.path} className="border-b px-3 py-2 last:border-b-0"><ChangeView change={change} /></li>)}</ul>
      {!all && changes.length > FIRST && <Button size="small" className="m-3" onClick={() => setAll(true)}>Show all {changes.length} differences</Button>}
    </div>
  );
}

function ChangeView({ change: { path, before, after } }: { change: ShownChange }) {
  const long = typeof before === 'string' && typeof after === 'string' && (before.includes('\n') || after.includes('\n') || before.length + after.length > 120);
  return (
    <>
      <div className="mb-1 font-mono text-meta text-n10" dir="auto">{path || '(all of it)'}</div>
      {long ? <TextDiff before={before} after={after} /> : <div className="grid gap-1"><Value sign="−" value={before} className="bg-failed-soft" /><Value sign="+" value={after} className="bg-succeeded-soft" /></div>}
    </>
  );
}

function Value({ sign, value, className }: { sign: string; value: unknown; className: string }) {
  if (value === undefined) return null;
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  return <pre className={cn('max-h-60 overflow-auto rounded px-2 py-1 whitespace-pre-wrap', className)} tabIndex={text.length > 400 ? 0 : undefined}><span className="select-none">{sign} </span>{text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text}</pre>;
}

/** A long text, before and after, line by line. */
export function TextDiff({ before, after }: { before: string; after: string }) {
  return (
    <pre className="max-h-96 overflow-auto rounded border" tabIndex={0}>{lineDiff(before, after).slice(0, 2_000).map((line, at) => (
      <div key={at} className={cn('px-2 whitespace-pre-wrap', line.kind === 'added' && 'bg-succeeded-soft', line.kind === 'removed' && 'bg-failed-soft', line.kind === 'same' && 'text-n10')}>
        <span className="select-none">{{ same: '  ', added: '+ ', removed: '− ' }[line.kind]}</span>{line.text}
      </div>
    ))}</pre>
  );
}
