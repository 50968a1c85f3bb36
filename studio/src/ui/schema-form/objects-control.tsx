import { ChevronRight, GripVertical, Plus, Trash2 } from 'lucide-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import { below, isObject, type Json } from '@/lib/json';
import { cn } from '@/lib/cn';
import { Button } from '../button';
import { useForm, type ControlProps } from './form-context';
import { ObjectFields } from './object-fields';
import { entrySummary, newEntry, resolve, titleOf } from './schema';

const moved = <T,>(list: T[], from: number, to: number): T[] => {
  const rest = list.filter((_, at) => at !== from);
  return [...rest.slice(0, to), list[from]!, ...rest.slice(to)];
};

/** A list of objects: entries fold, move and go. */
export function ObjectsControl({ schema, value, path, onChange, verbatim, label, id, name }: ControlProps) {
  const { root, faults } = useForm();
  const item = resolve(schema.items ?? {}, root);
  const shown = value ?? schema.default;
  const entries: Json[] = Array.isArray(shown) ? shown : [];
  const [folded, setFolded] = useState<ReadonlySet<number>>(() => new Set(entries.length > 4 ? entries.keys() : []));
  const [dragged, setDragged] = useState<number>();
  const list = useRef<HTMLOListElement>(null);
  const one = titleOf(name, schema).replace(/ies$/, 'y').replace(/s$/, '').toLowerCase();
  const set = (next: Json[], at: { path: string; typed: boolean } = { path, typed: false }) => onChange(next.length === 0 && schema.default === undefined ? undefined : next, at);
  const move = (from: number, to: number) => {
    if (to < 0 || to >= entries.length || from === to) return;
    set(moved(entries, from, to));
    setFolded(new Set(moved([...entries.keys()].map(at => folded.has(at)), from, to).flatMap((is, at) => (is ? [at] : []))));
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-grip="${to}"]`)?.focus());
  };
  const remove = (gone: number) => {
    set(entries.filter((_, at) => at !== gone));
    setFolded(new Set([...folded].flatMap(at => (at === gone ? [] : [at > gone ? at - 1 : at]))));
  };
  const toggle = (at: number) => setFolded(was => { const next = new Set(was); if (!next.delete(at)) next.add(at); return next; });
  const onGripKey = (event: KeyboardEvent, at: number) => {
    const to = event.key === 'ArrowUp' ? at - 1 : event.key === 'ArrowDown' ? at + 1 : undefined;
    if (to === undefined) return;
    event.preventDefault();
    move(at, to);
  };
  return (
    <div className="flex flex-col gap-2">
      {entries.length > 0 && (
        <ol ref={list} className="flex flex-col gap-1.5">
          {entries.map((entry, at) => {
            const at_ = below(path, at);
            const closed = folded.has(at);
            const faulty = faults.some(fault => fault.path.startsWith(at_));
            return (
              <li key={at} className={cn('rounded border bg-n2', faulty && closed && 'border-failed', dragged === at && 'opacity-50')}
                onDragOver={event => { if (dragged !== undefined) event.preventDefault(); }}
                onDrop={event => { if (dragged === undefined) return; event.preventDefault(); move(dragged, at); setDragged(undefined); }}>
                <div className="flex h-8 items-center gap-1 px-1">
                  <button type="button" data-grip={at} draggable title="Drag, or press ↑ ↓, to move" aria-label={`Move ${one} ${at + 1} of ${entries.length}`} onKeyDown={event => onGripKey(event, at)} onDragStart={event => { setDragged(at); event.dataTransfer.effectAllowed = 'move'; }} onDragEnd={() => setDragged(undefined)}
                    className="cursor-grab rounded p-0.5 text-n9 hover:text-n12"><GripVertical className="size-4 stroke-[1.5]" /></button>
                  <button type="button" aria-expanded={!closed} onClick={() => toggle(at)} className="flex h-7 min-w-0 flex-1 items-center gap-1 rounded text-left">
                    <ChevronRight className={cn('size-4 shrink-0 stroke-[1.5] text-n10 transition-transform', !closed && 'rotate-90')} />
                    <span className="shrink-0 text-meta font-medium">{titleOf(one, {})} {at + 1}</span>{closed && <span dir="auto" className="truncate text-meta text-n10">{entrySummary(entry, item)}</span>}
                  </button>
                  <Button look="quiet" size="icon" title={`Remove ${one} ${at + 1}`} onClick={() => remove(at)}><Trash2 /></Button>
                </div>
                {!closed && (
                  <div className="border-t p-3">
                    <ObjectFields schema={item} value={isObject(entry) ? entry : {}} path={at_} verbatim={verbatim} onChange={(next, change) => set(entries.map((old, index) => (index === at ? (next ?? {}) : old)), change)} />
                  </div>
                )}
              </li>
            );
          })}
        </ol>
      )}
      <Button id={id} size="small" className="self-start" onClick={() => set([...entries, newEntry(item)])} aria-label={`Add to ${label}`}><Plus />Add {one}</Button>
    </div>
  );
}
